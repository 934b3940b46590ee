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
  /**
   * The proxy to the internet, `http://` or `https://`, with `user:password@` where it requires one. It gets a CONNECT
   * (RFC 9110 section 9.3.6) with the host's name or its mapped address. Loopback is reached directly, unless the proxy
   * is on loopback too.
   */
  proxy?: string
  /**
   * Hosts reached without the proxy, as in NO_PROXY: `host` with all below it, `host:port`, an address, a network, `*`.
   */
  noProxy?: readonly string[]
  /** Requests under way at once for one origin, 100; never more than the service allows. */
  maxStreams?: number
  /** Connections to an origin that speaks HTTP/1.1 only, 16. */
  maxSockets?: number
  /**
   * Origins with a connection at once, 256; an idle one is closed for a new one, and else a new one waits. A quarter is
   * kept for origins that have answered before, and the others of one push service have half of the rest.
   */
  maxOrigins?: number
  /** Requests waiting for their turn, for one origin, 10,000; as many for a connection. */
  maxWaiting?: number
  /** For each of name resolution, TCP, TLS and HTTP/2's first settings: 10,000. */
  connectTimeoutMs?: number
  /** From sending a request to the head of its answer: 15,000. */
  responseTimeoutMs?: number
  /** From the head of an answer to its end: 5,000. */
  bodyTimeoutMs?: number
  /** In the queue, before a request is sent: 60,000. */
  waitTimeoutMs?: number
  /** How long a connection without work is kept: 120,000. */
  idleTimeoutMs?: number
  lookup?: Lookup
}
