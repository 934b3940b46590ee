import { digest, fromBase64url } from './base64url.ts'

/**
 * A digest that changes when the person or their topics do. The token's first part is base64url JSON
 * {site, subscriber, topics, exp}; `exp` is left out, for it is another at each page load.
 */
export async function identityDigest(
  identity: string | null | undefined,
): Promise<string | undefined> {
  if (identity === undefined) return undefined
  if (identity === null) return ''
  return digest(lastingPart(identity))
}

function lastingPart(token: string): string {
  try {
    const bytes = fromBase64url(token.slice(0, token.indexOf('.')))
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
    return JSON.stringify({ ...claims, exp: 0 })
  } catch {
    return token // Not one of ours; the server will say so.
  }
}
