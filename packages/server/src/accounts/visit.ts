/** A session ends after this at the latest. */
export const SESSION_DAYS = 30
/** The header in which better-auth is told the visitor's address; a request's own never gets to it. */
export const ADDRESS_HEADER = 'x-belfry-address'

/** A request of the dashboard, as far as accounts need it. */
export interface Visit {
  headers: Headers
  /** The prefix of Belfry's paths for this browser. */
  basePath: string
  address: string | undefined
}

/** What better-auth gets to see of a request. */
export function headersFor({ headers, address }: Visit): Headers {
  const seen = new Headers()
  for (const name of ['cookie', 'user-agent']) {
    const value = headers.get(name)
    if (value !== null) seen.set(name, value.slice(0, name === 'cookie' ? 8000 : 300))
  }
  if (address !== undefined) seen.set(ADDRESS_HEADER, address)
  return seen
}
