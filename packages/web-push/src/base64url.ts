/**
 * Decodes base64url, and plain base64 as old page code sends it (btoa), with or without padding; `undefined` when any
 * other character is in it. `Buffer.from` alone skips unknown characters.
 */
export function decodeBase64url(text: string): Buffer | undefined {
  const unpadded = text.replace(/={1,2}$/, '')
  if (!/^[A-Za-z0-9_+/-]*$/.test(unpadded) || unpadded.length % 4 === 1) {
    return undefined
  }
  return Buffer.from(unpadded, 'base64url')
}
