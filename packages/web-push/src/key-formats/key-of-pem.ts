import { decodeBase64url } from '../base64url.ts'
import { encrypted, unreadable, wrongKind, type FoundKeys, type ReadInner } from './found-keys.ts'

const HOW_TO_DECRYPT = 'openssl pkey -in private_key.pem -out decrypted.pem'

/**
 * Reads every key in a PEM (RFC 7468): its lines may be one, with spaces between them or without; parameters,
 * certificates and any text around the keys are skipped.
 */
export function keyOfPem(text: string, readInner: ReadInner): FoundKeys {
  const blocks = [...text.matchAll(/-----BEGIN ?([A-Z0-9 ]+?)-----([\s\S]*?)(?=-----|$)/g)]
  const found = blocks.flatMap(([, label = '', body = '']) => readBlock(label.replaceAll(' ', ''), body, readInner))
  const scalars = found.flatMap(({ scalar }) => scalar ?? [])
  const [scalar] = scalars
  if (scalars.some((other) => !other.equals(scalar as Buffer))) throw unreadable('holds several private keys')
  if (found.length === 0) throw unreadable(`is a PEM without a key (${blocks.map(([, label]) => label).join(', ')})`)
  return { ...(scalar && { scalar }), points: found.flatMap(({ points }) => points) }
}

function readBlock(label: string, body: string, readInner: ReadInner): FoundKeys[] {
  // RFC 1421 section 4.6.1.1, as `openssl ec -aes256` writes it.
  if (label === 'ENCRYPTEDPRIVATEKEY' || /Proc-Type: *4, *ENCRYPTED/.test(body)) throw encrypted(HOW_TO_DECRYPT)
  if (/^(RSA|DSA)/.test(label)) throw wrongKind(`a key of the kind ${label.slice(0, 3)}`)
  if (!/(PRIVATE|PUBLIC)KEY$/.test(label)) return []
  const compact = body.replaceAll(/\s/g, '')
  if (compact === '') {
    throw unreadable('is only the first line of a PEM (write it in one line, with \\n between its lines)')
  }
  const bytes = decodeBase64url(compact)
  if (bytes === undefined) throw unreadable('is a PEM that is damaged: what is between its lines is no base64')
  return [readInner(bytes)]
}
