import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { makeCertificate } from './certificate.ts'
import { localCertificates } from './local-certificates.ts'

const DAY_MS = 86_400_000
const NAMES = ['localhost', '127.0.0.1', '::1', 'desk.local', '192.168.1.20']

let folder: string
let at = Date.now()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-https-'))
  at = Date.now()
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = (names = NAMES) => localCertificates({ folder, names, now: () => at })

test('makes an authority and a certificate for all names, in files for nobody else', () => {
  const { cert, ca, isNew } = open()
  const leaf = new X509Certificate(cert)
  assert.equal(isNew, true)
  assert.ok(leaf.checkIssued(new X509Certificate(ca)))
  for (const name of NAMES) assert.ok(isIP(name) === 0 ? leaf.checkHost(name) : leaf.checkIP(name), name)
  assert.equal(statSync(join(folder, 'https')).mode & 0o777, 0o700)
  for (const file of readdirSync(join(folder, 'https'))) {
    assert.equal(statSync(join(folder, 'https', file)).mode & 0o777, 0o600, file)
  }
})

test('keeps the authority, and renews the certificate before it ends or when a name is new', () => {
  const first = open()
  assert.deepEqual(open(), { ...first, isNew: false })
  const moved = open([...NAMES, '192.168.1.21'])
  assert.equal(moved.ca, first.ca)
  assert.ok(new X509Certificate(moved.cert).checkIP('192.168.1.21'))
  at += 25 * DAY_MS
  const later = open([...NAMES, '192.168.1.21'])
  assert.equal(later.ca, first.ca)
  assert.notEqual(later.cert, moved.cert)
  at += 340 * DAY_MS
  assert.notEqual(open().ca, first.ca)
})

test('makes a new authority for a name that the old one may not certify, and for a damaged file', () => {
  const first = open()
  const named = open([...NAMES, 'belfry.example'])
  assert.notEqual(named.ca, first.ca)
  assert.equal(open([...NAMES, 'belfry.example']).ca, named.ca)
  writeFileSync(join(folder, 'https', 'ca.crt'), 'nonsense')
  assert.equal(open().isNew, true)
})

test('OpenSSL takes the certificates, and none that the authority may not make', (t) => {
  try {
    execFileSync('openssl', ['version'])
  } catch {
    return t.skip('openssl is not on this machine')
  }
  const { caFile } = open()
  const verify = (file: string) => {
    try {
      return execFileSync('openssl', ['verify', '-x509_strict', '-CAfile', caFile, file], { encoding: 'utf8' })
    } catch (error) {
      return String((error as { stderr: unknown }).stderr)
    }
  }
  assert.match(verify(join(folder, 'https', 'server.crt')), /: OK/)
  const caKey = createPrivateKey(readFileSync(join(folder, 'https', 'ca.key')))
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = new X509Certificate(readFileSync(caFile)).subject.replace(/^CN=/, '')
  for (const name of ['bank.example', '8.8.8.8', '2001:db8::1']) {
    const times = { notBefore: at - DAY_MS, notAfter: at + DAY_MS }
    const file = join(folder, 'forged.crt')
    writeFileSync(file, makeCertificate({ subject: 'x', issuer, issuerKey: caKey, key, names: [name], ...times }))
    assert.match(verify(file), /permitted subtree violation/, name)
  }
  return undefined
})
