import { generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { makeCertificate } from '../../../packages/push-service/src/certificates/certificate.ts'

export interface TestCertificate {
  cert: string
  key: string
  /** The authority that signed it. */
  ca: string
}

/** Makes a certificate for these host names, valid for a day, or until an hour ago, and an authority to sign it. */
export function makeTestCertificate(names: readonly string[], options: { expired?: boolean } = {}): TestCertificate {
  const hour = 3_600_000
  const now = Date.now()
  const issuerKey = makeKey()
  const issued = { issuer: 'The authority of the tests', issuerKey, notBefore: now - 48 * hour }
  const ca = makeCertificate({
    ...issued,
    subject: issued.issuer,
    key: issuerKey,
    authority: true,
    names: [],
    notAfter: now + 24 * hour,
  })
  const key = makeKey()
  const cert = makeCertificate({
    ...issued,
    subject: 'A server of the tests',
    key,
    authority: false,
    names,
    notAfter: now + (options.expired === true ? -hour : 24 * hour),
  })
  return { cert, key: key.export({ type: 'pkcs8', format: 'pem' }) as string, ca }
}

function makeKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}
