/**
 * Reads `name=value; name="value"` lists as the headers Crypto-Key, Encryption and
 * Authorization hold them. Names become lower case; the first of two equal names wins.
 */
export function parseHeaderParameters(text: string, separator: ';' | ','): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const part of text.split(separator)) {
    const equals = part.indexOf('=')
    if (equals < 1) continue
    const name = part.slice(0, equals).trim().toLowerCase()
    const value = part.slice(equals + 1).trim()
    const bare = value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value
    if (!parameters.has(name)) parameters.set(name, bare)
  }
  return parameters
}

/** Bytes of strict, unpadded base64url (RFC 7515 §2); undefined for anything else. */
export function parseBase64url(text: string): Buffer | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return undefined
  return Buffer.from(text, 'base64url')
}
