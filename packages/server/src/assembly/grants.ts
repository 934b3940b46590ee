import { SCOPES_OF, type Operator } from '../accounts/operator.ts'
import type { GrantOf, OperatorGrantOf } from '../http/authenticate.ts'
import type { ApiKeyUse } from '../keys/api-key-use.ts'
import { networkMatcher } from '../limits/client-address.ts'
import { Refusal } from '../refusals/refusal.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import type { SiteDirectory } from '../sites/site-directory.ts'

export interface GrantNeeds {
  directory: Pick<SiteDirectory, 'apiKey' | 'site'>
  apiKeyUse: Pick<ApiKeyUse, 'note'>
  /** A key was used from this address. */
  keyAddress: (key: { id: string; siteId: string }, address: string | undefined) => void
  now: () => number
}

/** The rights that an API key gives at this moment, and its site. */
export function grantsOf({ directory, apiKeyUse, keyAddress, now }: GrantNeeds): GrantOf {
  const isFrom = addressCheck()
  return async (text, asked, address) => {
    const apiKey = await directory.apiKey(text)
    if (apiKey === undefined || apiKey.revokedAt !== null || (apiKey.expiresAt ?? Infinity) <= now()) return undefined
    if (!isFrom(apiKey, address)) {
      throw new Refusal('api-key-address', `the API key does not work from ${address ?? 'an unknown address'}`)
    }
    apiKeyUse.note(apiKey.id)
    keyAddress(apiKey, address)
    const id = asked ?? apiKey.siteId
    if (id !== apiKey.siteId && apiKey.reach !== 'server') {
      throw new Refusal('site-not-granted', `the API key is for the site ${apiKey.siteId}`, { field: 'site' })
    }
    return { site: await siteOf(directory, id), apiKey }
  }
}

export interface OperatorGrantNeeds {
  directory: Pick<SiteDirectory, 'site'>
  operatorOf: (...asked: [request: Request, from: Parameters<OperatorGrantOf>[2]]) => Promise<Operator | undefined>
}

/** The rights that the operator who is signed in has at this moment. */
export function operatorGrantsOf({ directory, operatorOf }: OperatorGrantNeeds): OperatorGrantOf {
  return async (request, asked, from) => {
    const operator = await operatorOf(request, from)
    if (operator === undefined) return undefined
    const { role, sites } = operator
    const id = asked ?? sites?.[0] ?? DEFAULT_SITE
    if (sites !== null && !sites.includes(id)) {
      throw new Refusal('site-not-granted', `your account is for the sites ${sites.join(', ')}`, { field: 'site' })
    }
    const apiKey = { id: `operator ${operator.id}`, operator: operator.id, scopes: SCOPES_OF[role] }
    return { site: await siteOf(directory, id), apiKey: { ...apiKey, reach: sites === null ? 'server' : 'site' } }
  }
}

async function siteOf(directory: Pick<SiteDirectory, 'site'>, id: string) {
  // PostgreSQL does not even look for a U+0000.
  const site = id.includes('\0') ? undefined : await directory.site(id)
  if (site !== undefined) return site
  throw new Refusal('site-unknown', `there is no site ${JSON.stringify(id.slice(0, 100))}`, { field: 'site' })
}

// A key is the same object as long as the directory remembers it.
function addressCheck(): (key: { addresses: readonly string[] }, address: string | undefined) => boolean {
  const matchers = new WeakMap<object, (address: string) => boolean>()
  return (key, address) => {
    if (key.addresses.length === 0) return true
    if (address === undefined) return false
    let matches = matchers.get(key)
    if (matches === undefined) matchers.set(key, (matches = networkMatcher(key.addresses)))
    return matches(address)
  }
}
