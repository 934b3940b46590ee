import { Agent, request } from 'node:http'
import { ask, type MeasuredBelfry } from './measured-belfry.ts'

/** Somebody who is signed in at the dashboard, and asks as its pages do. */
export interface Operator extends Disposable {
  cookies: { name: string; value: string }[]
  /** Rejects unless the answer is 2xx. */
  ask<Answer>(method: string, path: string, body?: object): Promise<Answer>
  /** Listens to events until it is disposed of. */
  listen(path: string): Disposable
}

const ACCOUNT = { name: 'Bench', email: 'bench@example.com', password: 'the bell of a bench rings twice' }
// A browser's, to one host.
const CONNECTIONS = 6

/**
 * Signs in; makes the account where the store has none, and leaves it there for the next run. Throws where all accounts
 * are other people's.
 */
export async function signIn(belfry: MeasuredBelfry): Promise<Operator> {
  const token = await belfry.setUpToken()
  const { email, password } = ACCOUNT
  const response =
    token === undefined
      ? await post(belfry, '/dashboard/api/sign-in', { email, password })
      : await post(belfry, '/dashboard/api/accounts', { token, ...ACCOUNT })
  if (!response.ok) throw new Error(`this store has accounts, and none is the bench's: ${await response.text()}`)
  const cookies = response.headers.getSetCookie().map((cookie) => {
    const [pair = ''] = cookie.split(';')
    return { name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1) }
  })
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const headers = { ...HEADERS, cookie, origin: belfry.url }
  return {
    cookies,
    ask: (method, path, body) => ask(agent, new URL(path, belfry.url), { method, headers, body }),
    listen(path) {
      const asked = request(new URL(path, belfry.url), { headers }, (response) => response.resume())
      asked.on('error', () => undefined).end() // it is ended in the middle
      return { [Symbol.dispose]: () => void asked.destroy() }
    },
    [Symbol.dispose]: () => agent.destroy(),
  }
}

const HEADERS = { 'x-belfry-dashboard': '1', 'sec-fetch-site': 'same-origin' }

function post(belfry: MeasuredBelfry, path: string, body: object): Promise<Response> {
  const headers = { ...HEADERS, origin: belfry.url, 'content-type': 'application/json' }
  return fetch(new URL(path, belfry.url), { method: 'POST', headers, body: JSON.stringify(body) })
}
