import { createPrivateKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { writePrivateFile } from '../config/write-private-file.ts'
import { makeCertificate } from './certificate.ts'

/** What a server on this machine answers with, and what its browsers have to trust. */
export interface LocalCertificates {
  key: string
  cert: string
  /** The authority's certificate, in PEM, and its file. */
  ca: string
  caFile: string
  /** SHA-256 of the authority's certificate, as devices show it. */
  fingerprint: string
  /** It was made now: no browser can trust it yet. */
  isNew: boolean
}

export interface LocalCertificateOptions {
  /** Of Belfry's data: they lie in its folder `https`. */
  folder: string
  /** The names and addresses by which the server is found. */
  names: readonly string[]
  now: () => number
}

const DAY_MS = 86_400_000
/** Somebody who steals its key can pretend to be servers of this network, and of nothing else. */
const CA_DAYS = 365
const LEAF_DAYS = 30
const RENEW_DAYS = 7
/** Names that no public server has, and the networks of homes and offices. */
const LOCAL = (
  'localhost local test internal home.arpa 127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 169.254.0.0/16 ' +
  '::1/128 fc00::/7 fe80::/10'
).split(' ')

/**
 * The certificates of this data folder, made or renewed where needed. The authority stays as long as it may certify all
 * `names`, so that a device trusts it once; what it may certify is written in it.
 */
export function localCertificates({ folder, names, now }: LocalCertificateOptions): LocalCertificates {
  const own = join(folder, 'https')
  mkdirSync(own, { recursive: true, mode: 0o700 })
  const file = (name: string) => join(own, name)
  const permits = [...LOCAL, ...names.filter((name) => !isLocal(name))]
  const caKey = keyIn(file('ca.key'))
  const kept = certificateIn(file('ca.crt'))
  const isKept = kept !== undefined && lasts(kept, caKey, now()) && permitted(file('permits.json'), names)
  if (!isKept) {
    const subject = `Belfry on this machine ${new Date(now()).toISOString().slice(0, 10)}`
    const at = { notBefore: now() - DAY_MS, notAfter: now() + CA_DAYS * DAY_MS }
    const made = makeCertificate({ subject, issuer: subject, issuerKey: caKey, key: caKey, permits, ...at })
    writePrivateFile(file('ca.crt'), made)
    writePrivateFile(file('permits.json'), JSON.stringify(permits))
  }
  const ca = new X509Certificate(readFileSync(file('ca.crt')))
  const key = keyIn(file('server.key'))
  const leaf = certificateIn(file('server.crt'))
  if (leaf === undefined || !lasts(leaf, key, now()) || !leaf.verify(ca.publicKey) || !covers(leaf, names)) {
    const issuer = ca.subject.replace(/^CN=/, '')
    const at = { notBefore: now() - DAY_MS, notAfter: Math.min(now() + LEAF_DAYS * DAY_MS, ca.validToDate.getTime()) }
    const made = makeCertificate({ subject: 'Belfry', issuer, issuerKey: caKey, key, names, ...at })
    writePrivateFile(file('server.crt'), made)
  }
  return {
    key: pemOf(key),
    cert: readFileSync(file('server.crt'), 'utf8'),
    ca: ca.toString(),
    caFile: file('ca.crt'),
    fingerprint: ca.fingerprint256,
    isNew: !isKept,
  }
}

function isLocal(name: string): boolean {
  return /^[\d.]+$|:|^localhost$|\.(local|test|internal|localhost|home\.arpa)$/.test(name)
}

function lasts(certificate: X509Certificate, key: KeyObject, now: number): boolean {
  return certificate.validToDate.getTime() - RENEW_DAYS * DAY_MS > now && certificate.checkPrivateKey(key)
}

function permitted(file: string, names: readonly string[]): boolean {
  if (!existsSync(file)) return false
  const permits = JSON.parse(readFileSync(file, 'utf8')) as string[]
  return names.every((name) => isLocal(name) || permits.includes(name))
}

function covers(leaf: X509Certificate, names: readonly string[]): boolean {
  return names.every((name) => (isIP(name) === 0 ? leaf.checkHost(name) : leaf.checkIP(name)) !== undefined)
}

function certificateIn(file: string): X509Certificate | undefined {
  if (!existsSync(file)) return undefined
  try {
    return new X509Certificate(readFileSync(file))
  } catch {
    return undefined // damaged: it is made anew
  }
}

function keyIn(file: string): KeyObject {
  if (existsSync(file)) return createPrivateKey(readFileSync(file))
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  writePrivateFile(file, pemOf(privateKey))
  return privateKey
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}
