import { digest } from './base64url.ts'

/** The person at the page, as digests that distinguish people without naming them. Absent: the page gives none. */
export interface Digests {
  /** The person; '' is "signed out". */
  person?: string
  /** The person and what the host grants them. */
  who?: string
}

/**
 * The token's first part is base64url JSON {site, subscriber, topics, exp}; `exp` differs at each page load and is
 * omitted.
 */
export async function identityDigests(identity: string | null | undefined): Promise<Digests> {
  if (!identity) return identity === null ? { person: '', who: '' } : {}
  let [person, lasting] = [identity, identity]
  try {
    const claims = atob(identity.replace(/\..*/, '').replace(/-/g, '+').replace(/_/g, '/'))
    lasting = claims.replace(/"exp":\s*\d+/, '')
    person = (JSON.parse(claims) as { subscriber: string }).subscriber
  } catch {
    // Not one of ours; the server will refuse it.
  }
  return { person: await digest(person), who: await digest(lasting) }
}
