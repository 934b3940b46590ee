import { fault, within } from './fault.ts'
import type { Notice } from './memory.ts'
import type { Muted } from './reports.ts'

/** The answer of GET config. */
export interface Config {
  vapidKey: { id: string; publicKey: string } | null
  /** The status of the subscription that was asked about; servers may omit it. */
  subscription?: { status: string; reason?: string }
}

/** A browser's requests to its site; each rejects with a Fault. */
export interface Server {
  /** `about` is the digest of the endpoint this browser has. */
  config(about?: string): Promise<Config>
  register(body: object): Promise<{ handle?: string; notice?: Notice }>
  /** With a reason, unless the user wants it off. */
  forget(endpoint: string, reason?: 'signed-out'): Promise<unknown>
  report(body: object): Promise<{ muted?: Muted[] }>
  /** The content of a notification whose push had only its id, by the handle. */
  details(id: string, handle: string): Promise<object>
}

const TIMEOUT_MS = 10_000

type Answer = Partial<Config> & {
  status?: string
  code?: string
  detail?: string
  handle?: string
  muted?: Muted[]
  notice?: Notice
}

/** The requests below `base`, an absolute URL such as https://example.com/b/default. */
export function createServer(base: string, fetch: typeof globalThis.fetch): Server {
  async function call(method: string, path: string, json?: object, headers: HeadersInit = {}): Promise<Answer> {
    const url = base + path
    // A report may outlive its page or worker.
    const request: RequestInit = { method, keepalive: method === 'POST', headers }
    if (json) request.body = new Blob([JSON.stringify(json)], { type: 'application/json' })
    const read = async (response: Response): Promise<[Response, Answer]> => [
      response,
      ((await response.json().catch(() => null)) ?? {}) as Answer,
    ]
    const [response, answer] = await within(fetch(url, request).then(read), 'network', TIMEOUT_MS)
    const { status, vapidKey, code = `http-${response.status}`, detail = '' } = answer
    // A catch-all route that answers 200 with a page is no success.
    if (response.ok && (status ?? vapidKey) !== undefined) return answer
    throw fault(code, `${method} ${url} answered ${response.status} ${detail}`, response.status)
  }

  return {
    config: (about) => call('GET', `/config${about ? `?subscription=${about}` : ''}`) as Promise<Config>,
    register: (body) => call('PUT', '/subscription', body),
    forget: (endpoint, reason) => call('DELETE', '/subscription', { endpoint, reason }),
    report: (body) => call('POST', '/interactions', body),
    details: (id, handle) => call('GET', `/details/${id}`, undefined, { 'belfry-handle': handle }),
  }
}
