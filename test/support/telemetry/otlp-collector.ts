import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

/** A span as it came over OTLP. */
export interface CollectedSpan {
  traceId: string
  spanId: string
  parentSpanId: string
  name: string
  kind: number
  service: string
  attributes: Record<string, string | number>
  isError: boolean
}

/** Takes spans in OTLP over HTTP with Protocol Buffers, which is every exporter's default. */
export interface OtlpCollector extends AsyncDisposable {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string
  readonly spans: readonly CollectedSpan[]
}

export async function startCollector(): Promise<OtlpCollector> {
  const spans: CollectedSpan[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const sent = Buffer.concat(chunks)
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent
      if (request.url === '/v1/traces') spans.push(...readSpans(body))
      response.writeHead(request.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/x-protobuf' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

// ExportTraceServiceRequest: resource_spans 1 { resource 1 { attributes 1 }, scope_spans 2 { spans 2 } }
// https://github.com/open-telemetry/opentelemetry-proto
function readSpans(body: Buffer): CollectedSpan[] {
  return parts(body, 1).flatMap((resourceSpans) => {
    const resource = attributesOf(parts(resourceSpans, 1)[0] ?? Buffer.alloc(0), 1)
    const all = parts(resourceSpans, 2).flatMap((scopeSpans) => parts(scopeSpans, 2))
    return all.map((span) => spanOf(span, String(resource['service.name'])))
  })
}

function spanOf(span: Buffer, service: string): CollectedSpan {
  const hex = (field: number) => parts(span, field)[0]?.toString('hex') ?? ''
  return {
    traceId: hex(1),
    spanId: hex(2),
    parentSpanId: hex(4),
    name: parts(span, 5)[0]?.toString() ?? '',
    kind: Number(numbers(span, 6)[0] ?? 0),
    service,
    attributes: attributesOf(span, 9),
    isError: numbers(parts(span, 15)[0] ?? Buffer.alloc(0), 3)[0] === 2n,
  }
}

function attributesOf(message: Buffer, field: number): CollectedSpan['attributes'] {
  const pairs = parts(message, field).map((pair) => {
    const value = parts(pair, 2)[0] ?? Buffer.alloc(0)
    const text = parts(value, 1)[0]?.toString()
    return [parts(pair, 1)[0]?.toString() ?? '', text ?? Number(numbers(value, 3)[0] ?? 0)] as const
  })
  return Object.fromEntries(pairs)
}

const parts = (message: Buffer, field: number) =>
  fieldsOf(message).flatMap(([number, value]) => (number === field && typeof value === 'object' ? [value] : []))
const numbers = (message: Buffer, field: number) =>
  fieldsOf(message).flatMap(([number, value]) => (number === field && typeof value === 'bigint' ? [value] : []))

// https://protobuf.dev/programming-guides/encoding/
function fieldsOf(message: Buffer): [number, bigint | Buffer][] {
  const fields: [number, bigint | Buffer][] = []
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++)
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const bytes = (length: number) => message.subarray(at, (at += length))
  while (at < message.length) {
    const tag = Number(varint())
    const value = [varint, () => bytes(8), () => bytes(Number(varint())), undefined, undefined, () => bytes(4)][tag & 7]
    if (value === undefined) throw new Error(`no wire type ${tag & 7}`)
    fields.push([tag >> 3, value()])
  }
  return fields
}
