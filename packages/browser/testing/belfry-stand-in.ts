import { createHash, generateKeyPairSync } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface SeenRequest {
  method: string
  path: string
  body: Record<string, unknown>
}

interface Row {
  status: 'active' | 'retired' | 'key-mismatch'
  reason?: string
  owner: string | null
}

type Routes = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * The five routes of one site over real HTTP, as short as possible: the server package has its own tests for them. It
 * records its requests and can be made to fail.
 */
export class BelfryStandIn implements AsyncDisposable {
  readonly seen: SeenRequest[] = []
  readonly rows = new Map<string, Row>()
  vapidKey: { id: string; publicKey: string } | null = makeKey()
  /** Answers the requests for a subscription instead of the rules; `undefined` lets them through. */
  refuse: (method: string) => { status: number; body: string } | undefined = () => undefined
  /** What a registration says of pushes with nothing but an id. */
  notice: object | undefined
  /** The answer for the content of a notification; `hang`: none. */
  details: { status: number; body: string } | 'hang' = { status: 404, body: '{"code":"details-unknown"}' }
  /** What a report mutes. */
  muted: object[] = []
  readonly #server: Server
  readonly #arrivals = new EventEmitter()

  private constructor(routes: Routes) {
    this.#server = createServer((request, response) => {
      if (!routes(request, response)) void this.#answer(request, response)
    })
  }

  /** `routes` answers all other requests: pages and scripts. */
  static async start(routes: Routes = () => false): Promise<BelfryStandIn> {
    const standIn = new BelfryStandIn(routes)
    await new Promise<void>((resolve) => standIn.#server.listen(0, '127.0.0.1', resolve))
    return standIn
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  changeKey(): void {
    this.vapidKey = makeKey()
  }

  /** The bodies of the requests of one method for the subscription, oldest first. */
  bodies(method: 'PUT' | 'DELETE'): Record<string, unknown>[] {
    return this.seen.filter((request) => request.method === method).map(({ body }) => body)
  }

  /** The body of the next request of this method; rejects after 20 s. */
  async next(method: 'PUT' | 'POST' | 'DELETE'): Promise<Record<string, unknown>> {
    const [body] = await once(this.#arrivals, method, { signal: AbortSignal.timeout(20_000) })
    return body as Record<string, unknown>
  }

  /** The interactions of each report, in short. */
  reports(): string[][] {
    const reports = this.seen.filter(({ path }) => path === '/b/default/interactions')
    return reports.map(({ body }) => {
      const interactions = body['interactions'] as { kind: string; notification: string; action?: string }[]
      return interactions.map(({ kind, notification, action = '' }) => `${kind} ${notification} ${action}`.trim())
    })
  }

  active(): string[] {
    return [...this.rows].filter(([, row]) => row.status === 'active').map(([endpoint]) => endpoint)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? ''
    const { pathname, searchParams } = new URL(request.url ?? '/', this.origin)
    const sent = await text(request)
    const body = sent === '' ? {} : (JSON.parse(sent) as Record<string, unknown>)
    const say = (status: number, json: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(typeof json === 'string' ? json : JSON.stringify(json))
    }
    this.seen.push({ method, path: pathname, body })
    response.once('close', () => this.#arrivals.emit(method, body))
    const refusal = this.refuse(method)
    if (refusal) return say(refusal.status, refusal.body)
    if (pathname === '/b/default/config') {
      const asked = searchParams.get('subscription')
      return say(200, {
        site: 'default',
        vapidKey: this.vapidKey,
        topics: [],
        ...(asked && { subscription: this.#find(asked) }),
      })
    }
    if (pathname === '/b/default/interactions') return say(202, { status: 'taken', muted: this.muted })
    if (pathname.startsWith('/b/default/details/')) {
      if (this.details !== 'hang') say(this.details.status, this.details.body)
      return
    }
    if (pathname !== '/b/default/subscription') return say(404, { code: 'not-found' })
    if (method === 'PUT') return this.#register(body, say)
    this.#retire(body['endpoint'], (body['reason'] as string | undefined) ?? 'unsubscribed')
    return say(200, { status: 'unsubscribed' })
  }

  #register(body: Record<string, unknown>, say: (status: number, json: unknown) => void): void {
    const endpoint = String(body['endpoint'])
    const row = this.rows.get(endpoint)
    if (row?.reason === 'gone') return say(409, { code: 'endpoint-gone', detail: 'it is dead' })
    const previous = body['previous'] as { endpoint?: string } | undefined
    if (previous) this.#retire(previous.endpoint, 'replaced')
    const inherited = this.rows.get(previous?.endpoint ?? endpoint)?.owner ?? null
    const owner = body['identity'] === undefined ? inherited : (body['identity'] as string | null)
    this.rows.set(endpoint, { status: 'active', owner })
    const handle = `handle of ${endpoint}`
    say(row ? 200 : 201, { status: 'subscribed', handle, keyId: this.vapidKey?.id, topics: [], notice: this.notice })
  }

  #retire(endpoint: unknown, reason: string): void {
    const row = this.rows.get(String(endpoint))
    if (row?.status === 'active') Object.assign(row, { status: 'retired', reason })
  }

  #find(digest: string): object {
    for (const [endpoint, { status, reason }] of this.rows) {
      const hash = createHash('sha256').update(endpoint).digest().subarray(0, 16)
      if (hash.toString('base64url') === digest) return { status, reason }
    }
    return { status: 'unknown' }
  }
}

function makeKey(): { id: string; publicKey: string } {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  const id = createHash('sha256').update(point).digest('base64url').slice(0, 16)
  return { id, publicKey: point.toString('base64url') }
}
