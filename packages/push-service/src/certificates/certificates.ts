import { createPrivateKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeCertificate, spkiHash } from './certificate.ts'

/** Every host name that a real push endpoint of these profiles can have, and loopback. */
export const certificateNames = [
  'localhost',
  '127.0.0.1',
  'jmt17.google.com',
  'fcm.googleapis.com',
  'android.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  'wns2-par02p.notify.windows.com',
  '*.notify.windows.com',
  '*.push.apple.com',
] as const

const day = 24 * 60 * 60 * 1000
const authorityDays = 3650
/** Browsers and some TLS stacks refuse leaves that live longer than 398 days. */
const leafDays = 397
const renewBefore = 7 * day

export interface Certificates {
  /** PEM of the CA that senders have to trust */
  readonly ca: string
  readonly caFile: string
  /** PEM, leaf */
  readonly cert: string
  readonly key: string
  /** base64 SHA-256 of the leaf's public key, for Chromium */
  readonly spki: string
}

/**
 * Reads the push service's own CA and certificate from `folder`, making or renewing those missing, expired or about to
 * expire. The leaf keeps its key, so Chromium's SPKI hash stays. Private keys are files of mode 0600. Throws the errors
 * of the file system.
 */
export async function loadCertificates(folder: string, now: () => number = Date.now): Promise<Certificates> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const caFile = join(folder, 'ca.crt')
  const authorityKey = await loadKey(join(folder, 'ca.key'))
  const leafKey = await loadKey(join(folder, 'leaf.key'))

  const issuer = 'Belfry local push service CA'
  const notBefore = now() - day
  let ca = await readIfThere(caFile)
  if (!ca || !isUsable(ca, authorityKey, now())) {
    const notAfter = notBefore + authorityDays * day
    const self = { subject: issuer, issuer, issuerKey: authorityKey, key: authorityKey }
    ca = makeCertificate({ ...self, authority: true, names: [], notBefore, notAfter })
    await writeFile(caFile, ca, { mode: 0o644 })
  }

  const leafFile = join(folder, 'leaf.crt')
  let cert = await readIfThere(leafFile)
  if (!cert || !isUsable(cert, leafKey, now()) || !isIssuedBy(cert, ca)) {
    const notAfter = notBefore + leafDays * day
    const from = { issuer, issuerKey: authorityKey, subject: 'Belfry local push service' }
    const names = certificateNames
    cert = makeCertificate({ ...from, key: leafKey, authority: false, names, notBefore, notAfter })
    await writeFile(leafFile, cert, { mode: 0o600 })
  }
  return { ca, caFile, cert, key: pemOf(leafKey), spki: spkiHash(leafKey) }
}

function isUsable(pem: string, key: KeyObject, now: number): boolean {
  const certificate = parseCertificate(pem)
  if (!certificate) return false
  return certificate.validToDate.getTime() - renewBefore > now && certificate.checkPrivateKey(key)
}

function isIssuedBy(pem: string, ca: string): boolean {
  const names = new X509Certificate(pem).subjectAltName ?? ''
  const complete = certificateNames.every((name) => names.includes(name))
  return complete && new X509Certificate(pem).verify(new X509Certificate(ca).publicKey)
}

/** undefined for a damaged file: it is then made anew */
function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

async function loadKey(file: string): Promise<KeyObject> {
  const stored = await readIfThere(file)
  if (stored) {
    await chmod(file, 0o600)
    return createPrivateKey(stored)
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await writeFile(file, pemOf(privateKey), { mode: 0o600 })
  return privateKey
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
