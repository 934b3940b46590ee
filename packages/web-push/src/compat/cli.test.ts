import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import https from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { localhostCertificate } from '#test/network/localhost-certificate'

const cli = fileURLToPath(new URL('cli.ts', import.meta.url))

function run(args: string[], env: NodeJS.ProcessEnv = {}) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const options = { env: { ...process.env, NODE_NO_WARNINGS: '1', ...env }, timeout: 20_000 }
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr })
    })
  })
}

test('without a command it shows its usage and exits with 1', async () => {
  for (const args of [[], ['nonsense'], ['send-notification'], ['send-notification', '--endpoint']]) {
    const { code, stdout, stderr } = await run(args)
    assert.equal(code, 1)
    assert.equal(stderr, '')
    assert.match(stdout, /web-push send-notification --endpoint=<url>/)
    assert.match(stdout, /web-push generate-vapid-keys \[--json\]/)
  }
})

test('generate-vapid-keys prints a pair for people', async () => {
  const { code, stdout } = await run(['generate-vapid-keys'])
  assert.equal(code, 0)
  const [, publicKey = '', privateKey = ''] = /Public Key:\n([\w-]+)\n\nPrivate Key:\n([\w-]+)\n/.exec(stdout) ?? []
  assert.equal(Buffer.from(publicKey, 'base64url').length, 65)
  assert.equal(Buffer.from(privateKey, 'base64url').length, 32)
})

for (const flag of ['--json', '--json=true']) {
  test(`generate-vapid-keys ${flag} prints a pair for programs`, async () => {
    const { stdout } = await run(['generate-vapid-keys', flag])
    const keys = JSON.parse(stdout) as { publicKey: string; privateKey: string }
    assert.equal(Buffer.from(keys.publicKey, 'base64url').length, 65)
    assert.equal(Buffer.from(keys.privateKey, 'base64url').length, 32)
  })
}

test('a failed push is reported on standard output, and exits with 0 as in web-push', async () => {
  const { code, stdout, stderr } = await run([
    'send-notification',
    '--endpoint=https://example.push-service.test/',
    '--key=browser-key',
    '--auth=auth',
    '--payload=hello',
    '--ttl=1234',
    '--encoding=aesgcm',
    '--vapid-subject=http://example.com/contact',
    '--vapid-pubkey=vapid-publicKey',
    '--vapid-pvtkey=vapid-privateKey',
    '--gcm-api-key=qwerty',
  ])
  assert.equal(code, 0)
  assert.equal(stderr, '')
  assert.match(stdout, /^Error sending push message: \n.*p256dh value should be 65 bytes long/)
})

test('send-notification sends what its flags say', async () => {
  const requests: IncomingMessage[] = []
  const server = https.createServer(localhostCertificate, (request, response) => {
    requests.push(request)
    request.resume().on('end', () => response.writeHead(201).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const folder = await mkdtemp(join(tmpdir(), 'belfry-cli-'))
  const NODE_EXTRA_CA_CERTS = join(folder, 'ca.pem')
  await writeFile(NODE_EXTRA_CA_CERTS, localhostCertificate.cert)
  try {
    const { stdout } = await run(
      [
        'send-notification',
        `--endpoint=https://127.0.0.1:${(server.address() as AddressInfo).port}/1`,
        '--key=BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        '--auth=BTBZMqHH6r4Tts7J_aSIgg',
        '--payload=123',
        '--ttl',
        '77',
      ],
      { NODE_EXTRA_CA_CERTS },
    )
    assert.equal(stdout, 'Push message sent.\n')
    assert.equal(requests[0]?.headers['ttl'], '77')
    assert.equal(requests[0]?.headers['content-length'], '106')
  } finally {
    server.closeAllConnections()
    server.close()
    await rm(folder, { recursive: true })
  }
})
