// The server, embedded, on every server-side JavaScript runtime: ci/runtimes.ts runs it on each, reads the arrived
// messages at a push service, and waits for the end: nothing may keep the process alive.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createBelfry } from 'belfry'

const { ca, allow, resolve, anyKey: subscriptions, nativeIsUnfit } = JSON.parse(await readFile(process.argv[2], 'utf8'))
const site = 'https://example.com'
const data = await mkdtemp(join(tmpdir(), 'belfry-runtime-'))
const lines = []
const log = Object.fromEntries(
  ['debug', 'info', 'warn', 'error'].map((level) => [
    level,
    (fields, message) => lines.push({ level, message, fields }),
  ]),
)
const belfry = await createBelfry({
  data,
  url: site,
  contact: 'mailto:ops@example.com',
  topics: { news: { name: 'News' } },
  log,
  push: { ca, allow, resolve },
})
const server = createServer(belfry.listener)
await new Promise((done) => server.listen(0, '127.0.0.1', done))

for (const { endpoint, keys } of subscriptions) {
  const status = await put('/b/default/subscription', { endpoint, keys, topics: ['news'] })
  assert.equal(status, 201, endpoint)
}
const { id } = await belfry.notify({ to: { topic: 'news' }, title: 'Hello', body: 'from the server', url: '/news' })
const answer = await belfry.fetch(new Request(`${site}/b/default/sw.js`))
assert.equal(answer.status, 200)
await answer.text()
const { apiKey } = JSON.parse(await readFile(join(data, 'secrets.json'), 'utf8'))
const headers = { authorization: `Bearer ${apiKey}` }
let view = {}
while (view.state !== 'done') {
  await new Promise((done) => setTimeout(done, 50))
  const told = await belfry.fetch(new Request(`${site}/v1/notifications/${id}`, { headers }))
  view = await told.json()
}
assert.deepEqual(view.progress.outcomes, { accepted: subscriptions.length })

await new Promise((done) => server.close(done))
await belfry.close()
await rm(data, { recursive: true })

// A native part that does not run here is reported once; nothing else is wrong.
const warnings = lines.filter(({ level }) => level === 'warn' || level === 'error')
assert.deepEqual(
  warnings.map(({ message }) => message),
  nativeIsUnfit ? ['the native part is installed and does not run here: encrypted without it, only slower'] : [],
  JSON.stringify(warnings),
)

function put(path, body) {
  const { port } = server.address()
  return new Promise((done, fail) => {
    const headers = { origin: site, host: 'example.com', 'content-type': 'application/json' }
    const outgoing = request({ port, host: '127.0.0.1', method: 'PUT', path, headers, agent: false }, (incoming) => {
      incoming.resume().on('end', () => done(incoming.statusCode))
    })
    outgoing.on('error', fail).end(JSON.stringify(body))
  })
}
