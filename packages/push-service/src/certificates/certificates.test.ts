import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { certificateNames, loadCertificates } from './certificates.ts'

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-certificates-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('the certificate is signed by the CA and names every push host', async (t) => {
  const folder = await temporaryFolder(t)
  const made = await loadCertificates(folder)
  const leaf = new X509Certificate(made.cert)
  assert.ok(leaf.verify(new X509Certificate(made.ca).publicKey))
  assert.ok(leaf.checkIssued(new X509Certificate(made.ca)))
  for (const name of certificateNames) {
    if (name === '127.0.0.1') assert.ok(leaf.checkIP(name))
    else assert.ok(leaf.checkHost(name.replace('*', 'example')), name)
  }
  assert.equal(leaf.checkHost('example.com'), undefined)
})

test('private keys are readable by the owner only', async (t) => {
  const folder = await temporaryFolder(t)
  await loadCertificates(folder)
  for (const file of ['ca.key', 'leaf.key']) assert.equal((await stat(join(folder, file))).mode & 0o777, 0o600)
})

test('a second start keeps the certificates', async (t) => {
  const folder = await temporaryFolder(t)
  const first = await loadCertificates(folder)
  assert.deepEqual(await loadCertificates(folder), first)
})

test('an expired leaf is renewed under the same CA and key', async (t) => {
  const folder = await temporaryFolder(t)
  const first = await loadCertificates(folder)
  const inTwoYears = Date.now() + 730 * 24 * 3600 * 1000
  const renewed = await loadCertificates(folder, () => inTwoYears)
  assert.equal(renewed.ca, first.ca)
  assert.equal(renewed.spki, first.spki)
  assert.notEqual(renewed.cert, first.cert)
  assert.ok(new X509Certificate(renewed.cert).validToDate.getTime() > inTwoYears)
})

test('an expired CA is renewed, and the leaf with it', async (t) => {
  const folder = await temporaryFolder(t)
  const first = await loadCertificates(folder)
  const later = await loadCertificates(folder, () => Date.now() + 4000 * 24 * 3600 * 1000)
  assert.notEqual(later.ca, first.ca)
  assert.ok(new X509Certificate(later.cert).verify(new X509Certificate(later.ca).publicKey))
})

test('a damaged certificate file is made anew', async (t) => {
  const folder = await temporaryFolder(t)
  await loadCertificates(folder)
  await writeFile(join(folder, 'leaf.crt'), 'not a certificate')
  const again = await loadCertificates(folder)
  assert.equal(await readFile(join(folder, 'leaf.crt'), 'utf8'), again.cert)
})
