import { createServer, request, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Belfry } from '../../../packages/server/src/index.ts'
import type { Answer } from './temporary-belfry.ts'

/** A Belfry behind a real server, as browsers ask it. */
export interface DashboardServer extends AsyncDisposable {
  url: string
  /** A browser without any cookie. */
  browser(): DashboardBrowser
}

export async function serveDashboard(belfry: Pick<Belfry, 'listener'>): Promise<DashboardServer> {
  const server = createServer(belfry.listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    browser: () => new DashboardBrowser(url),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Asks as a page of the dashboard does, and keeps cookies as a browser does. */
export class DashboardBrowser {
  readonly cookies = new Map<string, string>()
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  /** A header of null is not sent. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string | null> = {},
  ): Promise<Answer & { setCookies: string[] }> {
    const usual = {
      'x-belfry-dashboard': '1',
      'sec-fetch-site': 'same-origin',
      ...(method === 'GET' ? {} : { origin: this.#url }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(this.cookies.size === 0 ? {} : { cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') }),
      'user-agent': 'A browser',
      ...headers,
    }
    const sent = Object.fromEntries(Object.entries(usual).filter(([, value]) => value !== null)) as Record<
      string,
      string
    >
    const asked = request(new URL(path, this.#url), { method, headers: sent })
    asked.end(body === undefined ? undefined : JSON.stringify(body))
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const setCookies = response.headers['set-cookie'] ?? []
    for (const cookie of setCookies) this.#keep(cookie)
    const answered = new Headers(
      Object.entries(response.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    )
    const isJson = /json/.test(response.headers['content-type'] ?? '')
    return { status: response.statusCode ?? 0, headers: answered, body: isJson ? JSON.parse(text) : text, setCookies }
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split('; ')
    const at = pair.indexOf('=')
    const isOver = attributes.some((attribute) => /^max-age=0$/i.test(attribute))
    if (isOver) this.cookies.delete(pair.slice(0, at))
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}
