import type { BelfryPaths } from '@belfry/client'
import createFetchClient from 'openapi-fetch'
import { Refused, refusedBy, unreachable } from './refused.ts'

/** Where Belfry is mounted, without a slash at its end: the page lies below it, at /dashboard/. */
export const server = new URL('..', document.baseURI).href.replace(/\/$/, '')

// The key of a shared view stands in its address, and who looks at it has no session.
const key = location.pathname.endsWith('/dashboard/shared') ? location.hash.slice(1) : undefined

// Says that the request is the dashboard's own: no other site can add a header without being asked (CORS).
const headers = key === undefined ? { 'x-belfry-dashboard': '1' } : { authorization: `Bearer ${key}` }
const credentials = key === undefined ? 'same-origin' : 'omit'

/** Asks the API for the site in the address of this page. */
export const belfry = createFetchClient<BelfryPaths>({ baseUrl: server, headers, credentials })

belfry.use({
  async onRequest({ request }) {
    const site = new URLSearchParams(location.search).get('site')
    const address = new URL(request.url)
    if (site === null || address.searchParams.has('site') || !address.pathname.includes('/v1/')) return undefined
    address.searchParams.set('site', site)
    const { method, headers, credentials, signal } = request
    // Read, not passed on: a body that is a stream goes over HTTP/2 alone.
    const body = request.body === null ? null : await request.text()
    return new Request(address, { method, headers, credentials, signal, body })
  },
})

/** The data of an answer; throws a `Refused` for a problem (RFC 9457), and for no answer at all. */
export async function answer<Data>(
  asked: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    throw cause instanceof DOMException && cause.name === 'AbortError' ? cause : unreachable(cause)
  })
  if (!response.ok) throw refusedBy(response, error)
  return data as Data
}

/** Whether Belfry refused it with this code or status. */
export function isRefused(error: unknown, reason: string | number): error is Refused {
  return error instanceof Refused && (error.code === reason || error.status === reason)
}
