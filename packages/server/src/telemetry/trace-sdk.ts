import type * as Sdk from '@opentelemetry/sdk-trace'

/** Packages that only a server with traces needs. */
const PACKAGES = ['sdk-trace', 'resources', 'context-async-hooks', 'exporter-trace-otlp-proto']

type Variables = Readonly<Record<string, string | undefined>>

/**
 * Starts OpenTelemetry's SDK where its usual variables ask for traces, and loads it only then. Where it cannot start,
 * `warn` is told why, and the server runs without. Disposing of it sends what is left.
 */
export async function startTraces(
  variables: Variables,
  warn: (text: string) => void,
): Promise<AsyncDisposable | undefined> {
  const exporter = askedExporter(variables)
  if (exporter === undefined) return undefined
  const fault = whyNot(exporter, variables)
  if (fault !== undefined) {
    warn(`${fault}: no traces are sent`)
    return undefined
  }
  try {
    return await startSdk(exporter, variables, warn)
  } catch (error) {
    if (!isMissing(error)) throw error
    const names = PACKAGES.map((name) => `@opentelemetry/${name}`).join(' ')
    warn(`traces need packages that are not installed: npm install ${names}`)
    return undefined
  }
}

function askedExporter(variables: Variables): string | undefined {
  if (variables['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return undefined
  const named = variables['OTEL_TRACES_EXPORTER']?.trim()
  if (named) return named === 'none' ? undefined : named
  const endpoint = variables['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? variables['OTEL_EXPORTER_OTLP_ENDPOINT']
  return endpoint ? 'otlp' : undefined
}

function whyNot(exporter: string, variables: Variables): string | undefined {
  if (exporter !== 'otlp' && exporter !== 'console') {
    return `OTEL_TRACES_EXPORTER is otlp, console or none here, not ${exporter}`
  }
  const protocol = variables['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] ?? variables['OTEL_EXPORTER_OTLP_PROTOCOL']
  if (exporter === 'console' || !protocol || protocol === 'http/protobuf') return undefined
  return `OTEL_EXPORTER_OTLP_PROTOCOL is http/protobuf here, not ${protocol} (every collector takes it, on port 4318)`
}

async function startSdk(exporter: string, variables: Variables, warn: (text: string) => void) {
  const [api, sdk, { AsyncLocalStorageContextManager }, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/resources'),
  ])
  api.diag.setLogger(diagnostics(warn), api.DiagLogLevel.WARN)
  const named = resources.resourceFromAttributes({ 'service.name': 'belfry' })
  const given = resources.detectResources({ detectors: [resources.envDetector] })
  const provider = new sdk.TracerProvider({
    resource: resources.defaultResource().merge(named).merge(given),
    sampler: samplerOf(sdk, variables),
    spanProcessors: [await processorOf(sdk, exporter, variables)],
  })
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  api.trace.setGlobalTracerProvider(provider)
  return {
    async [Symbol.asyncDispose]() {
      await provider.shutdown().catch((error: unknown) => warn(`the last traces are lost: ${String(error)}`))
      api.trace.disable()
      api.context.disable()
      api.diag.disable()
    },
  }
}

async function processorOf(sdk: typeof Sdk, exporter: string, variables: Variables): Promise<Sdk.SpanProcessor> {
  if (exporter === 'console') return new sdk.SimpleSpanProcessor({ exporter: new sdk.ConsoleSpanExporter() })
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto')
  return new sdk.BatchSpanProcessor({
    exporter: new OTLPTraceExporter(),
    ...numberIn(variables, 'OTEL_BSP_SCHEDULE_DELAY', 'scheduledDelayMillis'),
    ...numberIn(variables, 'OTEL_BSP_EXPORT_TIMEOUT', 'exportTimeoutMillis'),
    ...numberIn(variables, 'OTEL_BSP_MAX_QUEUE_SIZE', 'maxQueueSize'),
    ...numberIn(variables, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 'maxExportBatchSize'),
  })
}

function samplerOf(sdk: typeof Sdk, variables: Variables): Sdk.Sampler {
  const name = variables['OTEL_TRACES_SAMPLER'] ?? 'parentbased_always_on'
  const share = Number(variables['OTEL_TRACES_SAMPLER_ARG'] || 1)
  const roots: Readonly<Record<string, () => Sdk.Sampler>> = {
    always_on: () => new sdk.AlwaysOnSampler(),
    always_off: () => new sdk.AlwaysOffSampler(),
    traceidratio: () => new sdk.TraceIdRatioBasedSampler(share),
  }
  const root = (roots[name.replace(/^parentbased_/, '')] ?? roots['always_on'])?.() ?? new sdk.AlwaysOnSampler()
  return name.startsWith('parentbased_') ? new sdk.ParentBasedSampler({ root }) : root
}

function numberIn<Name extends string>(variables: Variables, variable: string, name: Name): { [Key in Name]?: number } {
  const value = Number(variables[variable])
  return value > 0 ? ({ [name]: value } as { [Key in Name]?: number }) : {}
}

// A collector that is away would say so every five seconds.
const AGAIN_MS = 10 * 60_000

function diagnostics(warn: (text: string) => void) {
  let saidAt = Number.NEGATIVE_INFINITY
  const say = (text: string) => {
    if (performance.now() - saidAt < AGAIN_MS) return
    saidAt = performance.now()
    warn(`traces: ${text.slice(0, 500)}`)
  }
  const nothing = () => undefined
  return { error: say, warn: say, info: nothing, debug: nothing, verbose: nothing }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
}
