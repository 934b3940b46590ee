/** Bytes as base64url without padding, the form of VAPID keys and of our digests. */
export function base64url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')
}

/** The first 16 bytes of SHA-256, in base64url: tells texts apart without keeping them. */
export async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return base64url(hash.slice(0, 16))
}
