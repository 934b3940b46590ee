import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { browserSubscription, SITE_URL } from '../support/belfry/temporary-belfry.ts'
import { onEachBelfry } from '../support/belfry/each-belfry.ts'
import { tablesOf, textOf } from '../support/databases/tables-of.ts'

// Network addresses of visitors are stored nowhere, on every database.
await onEachBelfry('addresses of people', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    test('are in no table and in no log line after joining, reading, reporting, failing and leaving', async () => {
      const logged: string[] = []
      const note = (fields: object, message: string) => void logged.push(JSON.stringify({ message, ...fields }))
      await using place = await open({ log: { debug: note, info: note, warn: note, error: note } })
      const { belfry, database } = place
      const visitors = [
        { peer: '198.51.100.23', forwarded: undefined, word: '198.51.100' },
        { peer: '127.0.0.1', forwarded: '203.0.113.99', word: '203.0.113' },
        { peer: '2001:db8:aa:bb::cc', forwarded: undefined, word: '2001:db8:aa' },
      ]
      const ask = (peer: string, forwarded: string | undefined, method: string, path: string, body?: object) =>
        belfry.fetch(
          new Request(`${SITE_URL}${path}`, {
            method,
            headers: {
              origin: SITE_URL,
              'content-type': 'application/json',
              ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          }),
          { incoming: { socket: { remoteAddress: peer } } },
        )
      for (const { peer, forwarded } of visitors) {
        const visit = (method: string, path: string, body?: object) => ask(peer, forwarded, method, path, body)
        const browser = browserSubscription()
        const identity = belfry.identify({ subscriber: `visitor-${peer.length}` })
        const consent = { wording: 'footer 3', path: '/' }
        const put = { ...browser, identity, consent }
        assert.equal((await visit('PUT', '/b/default/subscription', put)).status, 201)
        for (let n = 0; n < 130; n += 1) await visit('PUT', '/b/default/subscription', { ...browser, keys: {} })
        await visit('GET', '/b/default/config')
        await visit('POST', '/b/default/interactions', { handle: 'none' })
        await visit('POST', '/b/default/funnel', { step: 'shown' })
        await visit('DELETE', '/b/default/subscription', { endpoint: browser.endpoint })
      }
      await belfry.close()
      const text = [logged.join('\n')]
      for (const { name } of await tablesOf(database)) text.push(await textOf(database, name))
      for (const { word } of visitors)
        assert.ok(
          text.every((one) => !one.includes(word)),
          word,
        )
    })
  })
})
