import createFetchClient, { type Client } from 'openapi-fetch'
import type { paths } from './generated/api.ts'

export interface BelfryClientOptions {
  /** Where Belfry is, `https://push.example.com` say; with the path below which it is mounted. */
  server: string | URL
  /** An API key of the site. */
  apiKey: string
  /** Instead of the runtime's own: for a proxy, a time limit or a test. */
  fetch?: (request: Request) => Promise<Response>
}

/** Asks any operation of the API by its method and path; an answer is `data`, a problem (RFC 9457) is `error`. */
export type BelfryClient = Client<paths>

/**
 * Makes a client of one site's API. Throws a TypeError that names an option of the wrong kind.
 *
 * @example
 * const belfry = createBelfryClient({ server: 'https://push.example.com', apiKey: 'belfry_…' })
 * const { data, error } = await belfry.POST('/v1/notifications', { body: { to: { topic: 'news' }, title: 'Hello' } })
 * if (error) throw new Error(`${error.code}: ${error.detail}`)
 */
export function createBelfryClient(options: BelfryClientOptions): BelfryClient {
  const { server, apiKey, fetch } = checkOptions(options)
  return createFetchClient<paths>({
    baseUrl: String(server).replace(/\/+$/, ''),
    headers: { authorization: `Bearer ${apiKey}` },
    // A redirect would carry the key to wherever it leads.
    redirect: 'error',
    ...(fetch === undefined ? {} : { fetch }),
  })
}

// Types stop nobody who writes JavaScript, and `Bearer undefined` is refused far from where the key is missing.
function checkOptions(options: BelfryClientOptions): BelfryClientOptions {
  const { server, apiKey, fetch } = Object(options) as Record<keyof BelfryClientOptions, unknown>
  const address = typeof server === 'string' || server instanceof URL ? String(server) : ''
  if (!/^https?:\/\/[^/]/i.test(address) || !URL.canParse(address)) {
    throw wrongOption('server', 'an absolute http: or https: URL')
  }
  // What a header can carry; the key itself is never said.
  if (typeof apiKey !== 'string' || !/^[\x21-\x7e]+$/.test(apiKey)) throw wrongOption('apiKey', 'an API key')
  if (fetch !== undefined && typeof fetch !== 'function') throw wrongOption('fetch', 'a function')
  return options
}

function wrongOption(name: string, wanted: string): TypeError {
  return Object.assign(new TypeError(`${name} must be ${wanted}`), { code: 'ERR_INVALID_ARG_TYPE' })
}
