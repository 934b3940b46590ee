import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import * as der from './der.ts'

export interface CertificateRequest {
  subject: string
  issuer: string
  /** Of the issuer, on P-256. */
  issuerKey: KeyObject
  /** A private key whose public half is certified. */
  key: KeyObject
  /** Milliseconds since the epoch. */
  notBefore: number
  notAfter: number
  /** DNS names and IP addresses of a server. */
  names?: readonly string[]
  /** Of an authority: what it may certify. DNS names with all below them, and networks with their masks. */
  permits?: readonly string[]
}

const SIGNED_BY = der.sequence(der.objectId('1.2.840.10045.4.3.2')) // ecdsa-with-SHA256

/** Makes and signs an X.509 v3 certificate (RFC 5280), in PEM. */
export function makeCertificate(request: CertificateRequest): string {
  const body = der.sequence(
    der.tagged(0, der.integer(Buffer.of(2))),
    der.integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    SIGNED_BY,
    nameOf(request.issuer),
    der.sequence(der.time(request.notBefore), der.time(request.notAfter)),
    nameOf(request.subject),
    publicPart(request.key),
    der.tagged(3, der.sequence(...extensionsOf(request))),
  )
  const whole = der.sequence(body, SIGNED_BY, der.bits(sign('sha256', body, request.issuerKey)))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function extensionsOf({ key, issuerKey, names = [], permits }: CertificateRequest): Buffer[] {
  const ids = [
    extension('2.5.29.14', der.octets(keyId(key))),
    extension('2.5.29.35', der.sequence(der.implicit(0, keyId(issuerKey)))),
  ]
  if (permits !== undefined) {
    const subtrees = permits.map((name) => der.sequence(generalName(name)))
    return [
      critical('2.5.29.19', der.sequence(der.yes(), der.integer(Buffer.of(0)))), // an authority for servers only
      critical('2.5.29.15', der.bits(Buffer.of(0x06), 1)), // keyCertSign, cRLSign
      critical('2.5.29.30', der.sequence(der.tagged(0, ...subtrees))), // name constraints
      ...ids,
    ]
  }
  return [
    critical('2.5.29.19', der.sequence()),
    critical('2.5.29.15', der.bits(Buffer.of(0x80), 7)), // digitalSignature
    extension('2.5.29.37', der.sequence(der.objectId('1.3.6.1.5.5.7.3.1'))), // TLS servers
    extension('2.5.29.17', der.sequence(...names.map(generalName))),
    ...ids,
  ]
}

function generalName(name: string): Buffer {
  const [address = '', bits] = name.split('/')
  if (isIP(address) === 0) return der.implicit(2, Buffer.from(name))
  const bytes = addressBytes(address)
  return der.implicit(7, bits === undefined ? bytes : Buffer.concat([bytes, maskOf(Number(bits), bytes.length)]))
}

/** The bytes of an IP address. */
function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number))
  const [head = '', tail] = address.split('::')
  const groups = (part: string | undefined) => (part ? part.split(':') : [])
  const zeros = Array.from({ length: 8 - groups(head).length - groups(tail).length }, () => '0')
  const all = tail === undefined ? groups(head) : [...groups(head), ...zeros, ...groups(tail)]
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

function maskOf(bits: number, length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, n) => (0xff << (8 - Math.min(8, Math.max(0, bits - n * 8)))) & 0xff))
}

function nameOf(text: string): Buffer {
  return der.sequence(der.set(der.sequence(der.objectId('2.5.4.3'), der.utf8(text))))
}

function critical(id: string, value: Buffer): Buffer {
  return der.sequence(der.objectId(id), der.yes(), der.octets(value))
}

function extension(id: string, value: Buffer): Buffer {
  return der.sequence(der.objectId(id), der.octets(value))
}

function keyId(key: KeyObject): Buffer {
  return createHash('sha256').update(publicPart(key)).digest().subarray(0, 20)
}

function publicPart(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' })
}
