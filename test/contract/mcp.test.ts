// The endpoint for agents, asked by the protocol's own client; on both databases.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { onEachBelfry, type Place } from '../support/belfry/each-belfry.ts'
import { browserSubscription } from '../support/belfry/temporary-belfry.ts'
import { servePages } from '../support/network/serve-pages.ts'

const SITE = 'https://example.com'

interface Called {
  isError: boolean
  /** The parsed answer, or the text of a refusal. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test asserts on whatever came
  said: any
}

/** An agent with a key of these scopes. */
async function agent(place: Place, origin: string, body: object) {
  const made = await place.ask('POST', '/v1/api-keys', { name: 'agent', ...body })
  assert.equal(made.status, 201)
  const { key } = made.body as { key: string }
  const client = new Client({ name: 'test', version: '1' })
  const headers = { authorization: `Bearer ${key}` }
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', origin), { requestInit: { headers } }))
  return {
    key,
    tools: async () => (await client.listTools()).tools,
    async call(name: string, given: Record<string, unknown> = {}): Promise<Called> {
      const { content, isError = false } = await client.callTool({ name, arguments: given })
      const text = (content as { text: string }[])[0]?.text ?? ''
      return { isError, said: isError ? text : JSON.parse(text) }
    },
    [Symbol.asyncDispose]: () => client.close(),
  }
}

async function subscribe(place: Place, topics: string[]): Promise<void> {
  const headers = { origin: SITE }
  const answer = await place.ask('PUT', '/b/default/subscription', { ...browserSubscription(), topics }, headers)
  assert.equal(answer.status, 201)
}

await onEachBelfry('agents', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('that may read look things up, and cannot send', async () => {
      await using place = await open({ topics: { news: { name: 'News' } } })
      await using pages = await servePages('127.0.0.1', place.belfry.listener)
      await subscribe(place, ['news'])
      await using reader = await agent(place, pages.origin, { scopes: ['read'], reach: 'server' })
      const tools = await reader.tools()
      assert.ok(tools.length >= 8)
      assert.ok(tools.every(({ annotations }) => annotations?.readOnlyHint === true))
      assert.deepEqual((await reader.call('list_topics')).said.topics[0].id, 'news')
      const { said } = await reader.call('find_subscriptions', { topic: 'news' })
      assert.equal(said.subscriptions.length, 1)
      const diagnosis = await reader.call('diagnose_subscription', { id: said.subscriptions[0].id })
      assert.equal(diagnosis.isError, false)
      assert.equal(typeof (await reader.call('server_report')).said.load.databaseBytes, 'number')
      for (const [name, given] of [
        ['list_notifications', {}],
        ['interaction_statistics', { days: 7 }],
        ['opt_in_statistics', {}],
        ['growth_statistics', { from: '2026-11-01', to: '2026-11-10', zone: 'Europe/Berlin' }],
        ['delivery_statistics', { pushService: 'mozilla', topic: 'news' }],
        ['engagement_statistics', { step: 'day', browser: 'firefox' }],
        ['opt_out_statistics', { topic: 'news' }],
        ['latency_statistics', {}],
        ['sender_reputation', {}],
      ] as const) {
        assert.equal((await reader.call(name, given)).isError, false, name)
      }
      const reputation = (await reader.call('sender_reputation')).said
      assert.equal(reputation.level, 'good')
      const misspelt = await reader.call('delivery_statistics', { browser: 'mosaic' })
      assert.match(misspelt.said as string, /^field-invalid: .*browser/)
      const unknown = await reader.call('show_notification', { id: 'nothing' })
      assert.match(unknown.said as string, /^notification-unknown: /)
      await assert.rejects(reader.call('send_notification', { to: { all: true }, title: 'x' }), /not found/)
      // A key of one site is told nothing of the server.
      await using narrow = await agent(place, pages.origin, { scopes: ['read'] })
      assert.match((await narrow.call('server_report')).said as string, /^site-not-granted: /)
    })

    test('that may send do so to one person at once, and to more when the count was confirmed', async () => {
      await using place = await open({ topics: { news: { name: 'News' } } })
      await using pages = await servePages('127.0.0.1', place.belfry.listener)
      await subscribe(place, ['news'])
      await subscribe(place, ['news'])
      await using sender = await agent(place, pages.origin, { scopes: ['read', 'send'] })
      const sent = async () => ((await place.ask('GET', '/v1/notifications')).body.notifications as object[]).length
      const broadcast = { to: { topic: 'news' }, title: 'To many' }

      const one = await sender.call('send_notification', { to: { subscriber: 'ada' }, title: 'To one' })
      assert.deepEqual([one.said.sent, await sent()], [true, 1])
      const asked = await sender.call('send_notification', broadcast)
      assert.deepEqual([asked.said.sent, asked.said.audience, await sent()], [false, 2, 1])
      assert.match(asked.said.question as string, /goes to 2 browsers\. Nothing was sent yet/)
      const { confirmation } = asked.said
      const other = await sender.call('send_notification', { ...broadcast, title: 'Another', confirmation })
      assert.match(other.said as string, /^confirmation-invalid: /)
      assert.equal(await sent(), 1)
      const done = await sender.call('send_notification', { ...broadcast, confirmation })
      const again = await sender.call('send_notification', { ...broadcast, confirmation })
      assert.equal(done.said.sent, true)
      assert.equal(again.said.notification.id, done.said.notification.id)
      assert.equal(await sent(), 2)
      const refused = await sender.call('preview_notification', { to: { topic: 'nothing' }, title: 'x' })
      assert.match(refused.said as string, /^topic-unknown: /)
      await using second = await agent(place, pages.origin, { scopes: ['read', 'send'] })
      const stolen = await second.call('send_notification', { ...broadcast, confirmation })
      assert.match(stolen.said as string, /^confirmation-invalid: /)
    })

    test('without a key, or with what is no message, are refused', async () => {
      await using place = await open()
      const without = await place.ask('POST', '/mcp', {}, { authorization: 'none' })
      assert.deepEqual([without.status, without.body.code], [401, 'api-key-missing'])
      const accept = { accept: 'application/json, text/event-stream' }
      assert.equal((await place.ask('POST', '/mcp', 'no JSON', accept)).status, 400)
      assert.equal((await place.ask('POST', '/mcp', JSON.stringify('x'.repeat(70_000)), accept)).status, 413)
      assert.equal((await place.ask('GET', '/mcp')).status, 405)
    })
  })
})

// A command whose name is no JSON as it is.
const NAMED = 'my "job" \\n\n\\'

test('the recipe of the guide rings when a job has ended, and keeps its exit code', { timeout: 60_000 }, async () => {
  const guide = readFileSync(new URL('../../docs/guides/agents.md', import.meta.url), 'utf8')
  const recipe = /^```sh file ring\.sh\n(.*?)^```/ms.exec(guide)?.[1] ?? assert.fail('no recipe')
  const folder = mkdtempSync(join(tmpdir(), 'belfry-ring-'))
  const asked: { authorization: string | undefined; body: { to: object; title: string } }[] = []
  await using server = await servePages('127.0.0.1', (request, response) => {
    let text = ''
    request
      .on('data', (chunk) => (text += String(chunk)))
      .on('end', () => {
        asked.push({ authorization: request.headers.authorization, body: JSON.parse(text) as never })
        response.writeHead(202).end('{}')
      })
  })
  try {
    writeFileSync(join(folder, 'ring.sh'), recipe)
    const env = { PATH: process.env['PATH'], BELFRY_SERVER: server.origin, BELFRY_API_KEY: 'key', RING_TO: 'ada' }
    writeFileSync(join(folder, NAMED), '#!/bin/sh\n', { mode: 0o700 })
    const code = `. ./ring.sh; ring true; ring ./'${NAMED}'; ring sh -c "exit 3"`
    const { code: ended } = (await promisify(execFile)('sh', ['-c', code], { cwd: folder, env }).catch(
      (error: unknown) => error,
    )) as { code?: number }
    assert.equal(ended, 3)
    assert.deepEqual(
      asked.map(({ body }) => body.title),
      ['true: done', `./${NAMED.replace('\n', ' ')}: done`, 'sh: failed (3)'],
    )
    assert.deepEqual(asked[0]?.body.to, { subscriber: 'ada' })
    assert.equal(asked[0]?.authorization, 'Bearer key')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
