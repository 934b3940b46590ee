import { decodeBase64url } from '../base64url.ts'
import { keyOfPem } from './key-of-pem.ts'
import { unreadable, type FoundKeys, type ReadInner } from './found-keys.ts'

/** A PEM with everything that `openssl ec -text` writes around it is a tenth of this. */
const LONGEST = 16_384
const MOST_QUOTES = 4

/**
 * Reads a key that is text, as it comes out of files, environments, secret stores and consoles: in quotes, with \n for
 * newlines, with Windows newlines, in one line, wrapped.
 */
export function keyOfText(text: string, readInner: ReadInner): FoundKeys {
  if (text.length > LONGEST) throw unreadable('is too long')
  const encoded = jsonString(text)
  if (encoded !== undefined) return readInner(encoded)
  const plain = unwrap(text)
  if (plain === '') throw unreadable('is empty')
  if (/^[{[]/.test(plain)) return readInner(parseJson(plain))
  const lines = plain.replaceAll(/(\\r)?\\n/g, '\n')
  if (lines.includes('-----BEGIN')) return keyOfPem(lines, readInner)
  const compact = lines.replaceAll(/\s/g, '')
  const hex = hexOf(compact)
  if (hex !== undefined) return readInner(Buffer.from(hex, 'hex'))
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)) return readInner(decodeWhole(compact))
  return readInner(labelled(lines))
}

/** Takes off the quotes of shells, of JSON and of YAML, which also come one around the other. */
function unwrap(text: string): string {
  let rest = text.replace(/^\uFEFF/, '').trim()
  for (let layer = 0; layer < MOST_QUOTES; layer++) {
    const [, quote, inside] = /^(["'`])([\s\S]*)\1;?$/.exec(rest) ?? []
    if (quote === undefined || inside === undefined) return rest
    rest = inside.trim()
  }
  return rest
}

function jsonString(text: string): string | undefined {
  if (!/^\s*"/.test(text)) return undefined
  const value = tryJson(text)
  return typeof value === 'string' ? value : undefined
}

function parseJson(text: string): unknown {
  // The second form is JSON whose surrounding quotes were dropped.
  const value = tryJson(text) ?? tryJson(text.replaceAll('\\"', '"'))
  if (value === undefined) throw unreadable('begins like JSON and is none')
  return value
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Its message quotes the text.
  }
}

/** With or without colons between its bytes; after 0x it is a number, which languages write without leading zeros. */
function hexOf(text: string): string | undefined {
  const isNumber = /^0x[0-9a-f]{56,64}$/i.test(text)
  const hex = isNumber ? text.slice(2).padStart(64, '0') : text.replace(/^0x/i, '').replaceAll(':', '')
  return /^([0-9a-f]{2}){31,}$/i.test(hex) ? hex : undefined
}

function decodeWhole(text: string): Buffer {
  const bytes = decodeBase64url(text)
  if (bytes === undefined) throw unreadable('is cut off, or no base64')
  const unpadded = text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')
  // Leftover bits show that the end is missing; without its last character, a key looks like a shorter one.
  if (bytes.length !== 32 && bytes.toString('base64url') !== unpadded) throw unreadable('is cut off, or no base64')
  return bytes
}

/**
 * Pairs with names before them: what `web-push generate-vapid-keys` and `openssl ec -text`
 * print, and lines of .env files.
 */
function labelled(text: string): { privateKey?: string; publicKey?: string } {
  const ofOpenssl = /\bpriv:((?:\s+(?:[0-9a-f]{2}:?)+)+)/i.exec(text)?.[1]
  if (ofOpenssl !== undefined) {
    const publicKey = /\bpub:((?:\s+(?:[0-9a-f]{2}:?)+)+)/i.exec(text)?.[1]
    return { privateKey: ofOpenssl, ...(publicKey && { publicKey }) }
  }
  const secret = /private[ _-]?key["']?\s*[:=]\s*(["']?)([^\s"',;]+)\1/i.exec(text)?.[2]
  const shown = /(?:public|server)[ _-]?key["']?\s*[:=]\s*(["']?)([^\s"',;]+)\1/i.exec(text)?.[2]
  if (secret === undefined && shown === undefined) throw unreadable('is in no form that is known')
  return { ...(secret && { privateKey: secret }), ...(shown && { publicKey: shown }) }
}
