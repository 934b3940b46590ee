import { lookup as systemLookup } from 'node:dns/promises'

/** Finds the addresses of a host; `dns.promises.lookup` with `all`, or something like it. */
export type Lookup = (hostname: string) => Promise<readonly { address: string; family: number }[]>

/** Where a sender may connect, how much it does at once, and how long it waits: times are in milliseconds. */
export interface SenderOptions {
  /** Certificate authorities in PEM to trust beside the usual ones. */
  ca?: string | Buffer
  /**
   * Where to connect instead: `host[:port]` → `address:port`, with the host's name kept for TLS. A key without a port
   * means 443. A mapped target may be private.
   */
  resolve?: Readonly<Record<string, string>>
  /** Hosts, `host[:port]`, that may have a private address. Without a port, 443. Patterns (`*.host`) do not count. */
  allowPrivate?: readonly string[]
  /** Requests under way at once for one origin, 100; never more than the service allows. */
  maxStreams?: number
  /** Connections to an origin that speaks HTTP/1.1 only, 16. */
  maxSockets?: number
  /** Origins with a connection at once, 256; an idle one makes room for a new one. */
  maxOrigins?: number
  /** Requests waiting for their turn, for one origin, 10,000. */
  maxWaiting?: number
  /** For each of name resolution, TCP, TLS and HTTP/2's first settings: 10,000. */
  connectTimeoutMs?: number
  /** From sending a request to the head of its answer: 15,000. */
  responseTimeoutMs?: number
  /** From the head of an answer to its end: 5,000. */
  bodyTimeoutMs?: number
  /** In the queue, before it is sent: 60,000. */
  waitTimeoutMs?: number
  /** How long a connection without work is kept: 120,000. */
  idleTimeoutMs?: number
  lookup?: Lookup
}

export type SenderSettings = Required<Omit<SenderOptions, 'ca'>> & {
  ca: string | Buffer | undefined
}

export function withDefaults(options: SenderOptions): SenderSettings {
  return {
    ca: options.ca,
    resolve: options.resolve ?? {},
    allowPrivate: options.allowPrivate ?? [],
    maxStreams: options.maxStreams ?? 100,
    maxSockets: options.maxSockets ?? 16,
    maxOrigins: options.maxOrigins ?? 256,
    maxWaiting: options.maxWaiting ?? 10_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    responseTimeoutMs: options.responseTimeoutMs ?? 15_000,
    bodyTimeoutMs: options.bodyTimeoutMs ?? 5_000,
    waitTimeoutMs: options.waitTimeoutMs ?? 60_000,
    idleTimeoutMs: options.idleTimeoutMs ?? 120_000,
    lookup: options.lookup ?? ((hostname) => systemLookup(hostname, { all: true })),
  }
}
