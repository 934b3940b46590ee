import { failed, type Answer } from './answer.ts'

/** What GET config answers. */
export interface Config {
  vapidKey: { id: string; publicKey: string } | null
  /** What the server thinks of the subscription that was asked about; absent from older servers. */
  subscription?: { status: string; reason?: string }
}

export interface Server {
  /** `about` is the digest of the endpoint this browser has, so that the answer can say "gone". */
  config(about?: string): Promise<Answer<Config>>
  register(body: object): Promise<Answer<{ handle?: string }>>
  forget(endpoint: string): Promise<Answer<unknown>>
}

const TIMEOUT_MS = 10_000

/** The four requests a browser makes below `base`, an absolute URL such as https://x.org/b/default. */
export function createServer(base: string, fetch: typeof globalThis.fetch): Server {
  async function call(method: string, path: string, body?: object): Promise<Answer<unknown>> {
    const what = `${method} ${base}${path}`
    try {
      const response = await fetch(base + path, {
        method,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      })
      const text = await response.text()
      const json = parse(text)
      if (response.ok && json) return { ok: true, value: json }
      const code = response.ok ? 'answer-invalid' : json?.['code']
      const detail = json?.['detail'] ?? json?.['title']
      return failed(
        typeof code === 'string' ? code : `http-${response.status}`,
        `${what} answered ${response.status}${typeof detail === 'string' ? `: ${detail}` : ''}`,
      )
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError'
      return failed(late ? 'timeout' : 'network', `${what} failed: ${String(error)}`)
    }
  }

  /** A catch-all route that answers 200 with a page must not count as a yes. */
  async function expect<T>(
    check: (json: Record<string, unknown>) => boolean,
    ...request: [string, string, object?]
  ): Promise<Answer<T>> {
    const answer = await call(...request)
    if (!answer.ok || check(answer.value as Record<string, unknown>)) return answer as Answer<T>
    return failed('answer-invalid', `${request[0]} ${base}${request[1]} answered something else`)
  }

  return {
    config: (about) =>
      expect(
        (json) => json['vapidKey'] === null || typeof json['vapidKey'] === 'object',
        'GET',
        '/config' + (about ? `?subscription=${about}` : ''),
      ),
    register: (body) =>
      expect((json) => json['status'] === 'subscribed', 'PUT', '/subscription', body),
    forget: (endpoint) =>
      expect((json) => json['status'] === 'unsubscribed', 'DELETE', '/subscription', { endpoint }),
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json ? (json as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
