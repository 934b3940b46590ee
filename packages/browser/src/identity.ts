import { digest } from './base64url.ts'

/**
 * A digest that changes when the person or their topics do; '' is "signed out". The token's first part
 * is base64url JSON {site, subscriber, topics, exp}; `exp` is another at each page load and left out.
 */
export async function identityDigest(
  identity: string | null | undefined,
): Promise<string | undefined> {
  if (!identity) return identity === null ? '' : undefined
  let lasting = identity
  try {
    const claims = atob(identity.replace(/\..*/, '').replace(/-/g, '+').replace(/_/g, '/'))
    lasting = claims.replace(/"exp":\s*\d+/, '')
  } catch {
    // Not one of ours; the server will say so.
  }
  return digest(lasting)
}
