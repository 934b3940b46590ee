// belfry serve --https in real Chromium: trusted once its authority is, and good enough for a service worker.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import puppeteer from 'puppeteer-core'
import { startCommand } from '#test/belfry/belfry-command'
import { findBrowser } from '../../setup/browsers.ts'
import { whyNoDashboard } from './dashboard-stage.ts'

describe('belfry serve --https', { timeout: 120_000 }, () => {
  test('says how it is trusted, and gives the certificate of its authority', async () => {
    await using server = await serve('--host', '127.0.0.1')
    assert.match(server.said, /Address {4}https:\/\/127\.0\.0\.1:\d+/)
    assert.match(server.said, /Site +default, at https:\/\/localhost:\d+/)
    assert.match(server.said, /A phone +only with --host 0\.0\.0\.0/)
    assert.match(server.said, /certutil -d[^]*security add-trusted-cert[^]*Certificate Trust Settings/)
    const ca = readFileSync(join(server.data, 'https/ca.crt'), 'utf8')
    const port = Number(new URL(server.url).port)
    const given = await ask({ port, path: '/belfry-ca.crt', rejectUnauthorized: false })
    assert.deepEqual([given.type, given.body], ['application/x-x509-ca-cert', ca])
    assert.match((await ask({ port, path: '/readyz', ca, host: 'localhost' })).body, /"database":true/)
    assert.match((await ask({ port, path: '/readyz', ca, host: '127.0.0.1' })).body, /"database":true/)
    const renamed = { port, path: '/readyz', ca, host: '127.0.0.1', servername: `${hostname().toLowerCase()}.example` }
    await assert.rejects(ask(renamed), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  })

  test('is at the addresses of this network, where it listens there', async () => {
    await using server = await serve('--host', '0.0.0.0', '--url', 'https://belfry.example')
    assert.match(server.said, /Address {4}https:\/\/localhost:\d+/)
    assert.match(server.said, /A phone +(https:\/\/(10|172|192|169)\.[\d.]+:\d+|this machine has no address)/)
    const ca = readFileSync(join(server.data, 'https/ca.crt'), 'utf8')
    const port = Number(new URL(server.url).port)
    const named = { port, path: '/readyz', ca, host: '127.0.0.1', servername: 'belfry.example' }
    assert.match((await ask(named)).body, /"database":true/)
  })

  const executablePath = findBrowser('chromium')
  const skip =
    whyNoDashboard ||
    (executablePath === undefined && 'chromium is not on this machine') ||
    (!isThere('certutil') && 'certutil is not on this machine: apt install libnss3-tools')

  test('lets Chromium register a worker once the authority is trusted, and not before', { skip }, async () => {
    await using server = await serve('--host', '127.0.0.1')
    const home = join(server.data, 'home')
    const store = join(home, '.pki/nssdb')
    mkdirSync(store, { recursive: true })
    const certutil = (...args: string[]) => execFileSync('certutil', ['-d', `sql:${store}`, ...args])
    certutil('-N', '--empty-password')
    const launch = () =>
      puppeteer.launch({
        executablePath: executablePath ?? '',
        args: ['--no-sandbox'],
        env: { ...process.env, HOME: home },
      })
    const address = `https://localhost:${new URL(server.url).port}/dashboard/`
    {
      const browser = await launch()
      await assert.rejects((await browser.newPage()).goto(address), /ERR_CERT_AUTHORITY_INVALID/)
      await browser.close()
    }
    certutil('-A', '-t', 'C,,', '-n', 'belfry', '-i', join(server.data, 'https/ca.crt'))
    const browser = await launch()
    try {
      const page = await browser.newPage()
      await page.goto(address)
      const scope = await page.evaluate(
        `navigator.serviceWorker.register('/b/default/sw.js', { scope: '/b/default/' }).then(({ scope }) => scope)`,
      )
      assert.equal(scope, new URL('/b/default/', address).href)
      assert.equal(await page.evaluate('isSecureContext'), true)
    } finally {
      await browser.close()
    }
  })
})

async function serve(...flags: string[]) {
  const data = mkdtempSync(join(tmpdir(), 'belfry-https-'))
  const env = { BELFRY_DATA: data, BELFRY_LOG_LEVEL: 'error', BELFRY_CONTACT: 'ops@example.com' }
  const command = startCommand(env, 'serve', '--https', '--port', '0', ...flags)
  const said = await command.spoken
  return {
    data,
    said,
    url: /Address +(https:\S+)/.exec(said)?.[1] ?? '',
    async [Symbol.asyncDispose]() {
      command.kill()
      await command.ended
      rmSync(data, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function ask(options: Parameters<typeof request>[1] & object): Promise<{ type: string | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', agent: false, ...options }, (response) => {
      void text(response).then((body) => resolve({ type: response.headers['content-type'], body }))
    })
    asking.on('error', reject).end()
  })
}

function isThere(program: string): boolean {
  try {
    execFileSync('which', [program])
    return true
  } catch {
    return false
  }
}
