import {
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api'
import { VERSION } from '../version.ts'

/** How a span is begun. */
export interface SpanBeginning {
  kind?: 'server' | 'producer'
  /** A header `traceparent`: the parent where no span is active. */
  parent?: string | undefined
  attributes?: Attributes
}

/** A span that has ended, in plain values: the engine's thread reports it to the thread that has the tracer. */
export interface EndedSpan {
  name: string
  kind: 'consumer' | 'client'
  /** Milliseconds since the epoch. */
  startedAt: number
  endedAt: number
  attributes: Attributes
  /** The stable code of what went wrong. */
  error?: string
  children?: readonly EndedSpan[]
}

const KINDS = {
  server: SpanKind.SERVER,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  client: SpanKind.CLIENT,
} as const
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/**
 * Does `work` in a span of the app's tracer provider; without one it costs some microseconds, and nothing is kept.
 *
 * @example
 * await inSpan('enqueue notification', { kind: 'producer' }, async (span) => span.setAttribute('belfry.site', site))
 */
export function inSpan<Result>(name: string, beginning: SpanBeginning, work: (span: Span) => Result): Result {
  const { kind, parent, attributes = {} } = beginning
  const active = context.active()
  const around = trace.getSpan(active) === undefined ? remote(parent, active) : active
  const span = tracer().startSpan(name, { attributes, ...(kind === undefined ? {} : { kind: KINDS[kind] }) }, around)
  const failed = (error: unknown): never => {
    span.setStatus({ code: SpanStatusCode.ERROR, message: codeOf(error) })
    span.end()
    throw error
  }
  const ended = <Value>(value: Value): Value => {
    span.end()
    return value
  }
  try {
    const result = context.with(trace.setSpan(around, span), () => work(span))
    return result instanceof Promise ? (result.then(ended, failed) as Result) : ended(result)
  } catch (error) {
    return failed(error)
  }
}

/** The header `traceparent` of a span, to be stored; null where nobody keeps the span. */
export function traceparentOf(span: Span): string | null {
  const { traceId, spanId, traceFlags } = span.spanContext()
  const isKept = isSpanContextValid(span.spanContext()) && (traceFlags & TraceFlags.SAMPLED) !== 0
  return isKept ? `00-${traceId}-${spanId}-01` : null
}

/** Gives the tracer a span, and its children, that ended elsewhere. `parent`: a stored `traceparent`. */
export function recordSpan(parent: string, span: EndedSpan): void {
  record(span, remote(parent, ROOT_CONTEXT))
}

function record({ name, kind, startedAt, endedAt, attributes, error, children = [] }: EndedSpan, around: Context) {
  // A number from before the start of this process would count as one of its own clock.
  const startTime = new Date(startedAt)
  const span = tracer().startSpan(name, { kind: KINDS[kind], attributes, startTime }, around)
  if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error })
  const within = trace.setSpan(around, span)
  for (const child of children) record(child, within)
  span.end(new Date(endedAt))
}

// Asked for each time: an app may set its provider after it has made its Belfry.
function tracer() {
  return trace.getTracer('belfry', VERSION)
}

function remote(traceparent: string | undefined, around: Context): Context {
  const [, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(traceparent ?? '') ?? []
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true }
  return isSpanContextValid(parent) ? trace.setSpanContext(around, parent) : around
}

// Never the message, which may quote what a person wrote.
function codeOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return 'error'
}
