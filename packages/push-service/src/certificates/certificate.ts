import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIPv4 } from 'node:net'
import * as der from './der.ts'

const ecdsaWithSha256 = der.sequence(der.objectId('1.2.840.10045.4.3.2'))

export interface CertificateRequest {
  readonly subject: string
  readonly issuer: string
  /** private key of the issuer, P-256 */
  readonly issuerKey: KeyObject
  /** key the certificate is for; a private key is fine, only its public part is used */
  readonly key: KeyObject
  readonly authority: boolean
  /** DNS names, with or without a leading `*.`, and IPv4 addresses */
  readonly names: readonly string[]
  /** milliseconds since 1970 */
  readonly notBefore: number
  readonly notAfter: number
}

/** Makes and signs an X.509 v3 certificate (RFC 5280), PEM. */
export function makeCertificate(request: CertificateRequest): string {
  const spki = spkiOf(request.key)
  const body = der.sequence(
    der.tagged(0, der.integer(Buffer.of(2)), true),
    der.integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ecdsaWithSha256,
    nameOf(request.issuer),
    der.sequence(der.time(request.notBefore), der.time(request.notAfter)),
    nameOf(request.subject),
    spki,
    der.tagged(3, der.sequence(...extensionsOf(request, spki)), true),
  )
  const signature = sign('sha256', body, request.issuerKey)
  const certificate = der.sequence(body, ecdsaWithSha256, der.bits(signature))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** base64 SHA-256 of the public key, the form of Chromium's --ignore-certificate-errors-spki-list */
export function spkiHash(key: KeyObject): string {
  return createHash('sha256').update(spkiOf(key)).digest('base64')
}

function spkiOf(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  return publicKey.export({ type: 'spki', format: 'der' })
}

function nameOf(commonName: string): Buffer {
  return der.sequence(der.set(der.sequence(der.objectId('2.5.4.3'), der.utf8(commonName))))
}

function extensionsOf(request: CertificateRequest, spki: Buffer): Buffer[] {
  const usage = request.authority ? der.bits(Buffer.of(0x06), 1) : der.bits(Buffer.of(0x80), 7)
  const extensions = [
    extension('2.5.29.19', request.authority ? der.sequence(der.boolean(true)) : der.sequence()),
    extension('2.5.29.15', usage),
    extension('2.5.29.14', der.octets(keyIdOf(spki)), false),
    extension('2.5.29.35', der.sequence(der.tagged(0, keyIdOf(spkiOf(request.issuerKey)), false)), false),
  ]
  if (request.names.length > 0) {
    const names = request.names.map((name) =>
      isIPv4(name)
        ? der.tagged(7, Buffer.from(name.split('.').map(Number)), false)
        : der.tagged(2, Buffer.from(name), false),
    )
    extensions.push(extension('2.5.29.17', der.sequence(...names), false))
    const serverAuth = der.sequence(der.objectId('1.3.6.1.5.5.7.3.1'))
    extensions.push(extension('2.5.29.37', serverAuth, false))
  }
  return extensions
}

function extension(id: string, value: Buffer, critical = true): Buffer {
  const flag = critical ? [der.boolean(true)] : []
  return der.sequence(der.objectId(id), ...flag, der.octets(value))
}

function keyIdOf(spki: Buffer): Buffer {
  return createHash('sha256').update(spki).digest().subarray(0, 20)
}
