// Ending what was not seen for long, when an operator says so: by its number, in slices, and counted.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { SITE_URL, browserSubscription } from '#test/belfry/temporary-belfry'
import { run } from '../../packages/server/src/cli/run.ts'
import { servePages } from '#test/network/serve-pages'

const DAY_MS = 86_400_000

await onEachBelfry('subscriptions prune', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('ends what was not seen for so long, once its number was said', async () => {
      await using place = await open()
      const seen = [10, 100, 400, 500, 600]
      for (const days of seen) await subscribe(place, days)
      await using pages = await servePages('127.0.0.1', place.belfry.listener)
      const prune = async (...flags: string[]) => {
        let said = ''
        const env = { BELFRY_SERVER: pages.origin, BELFRY_API_KEY: place.apiKey }
        const terminal = { env, out: (text: string) => void (said += text), err: (text: string) => void (said += text) }
        return { code: await run(['subscriptions', 'prune', ...flags], terminal), said }
      }
      const asked = await prune('--days', '365')
      assert.equal(asked.code, 1)
      assert.match(asked.said, /^belfry: prune-larger: 3 active subscriptions .*losing=3/)
      assert.equal(await active(place), 5)
      assert.deepEqual(await prune('--days', '365', '--losing', '3'), { code: 0, said: '3 ended\n' })
      assert.equal(await active(place), 2)
      const { subscriptions } = (await place.ask('GET', '/v1/subscriptions?status=retired')).body
      assert.deepEqual(new Set(subscriptions.map(({ reason }: { reason: string }) => reason)), new Set(['aged']))
      const growth = (await place.ask('GET', '/v1/stats/growth')).body
      assert.match(JSON.stringify(growth), /"aged":3/)
      assert.deepEqual(await prune('--days', '365', '--json'), { code: 0, said: '{"ended":0}\n' })
      assert.match((await prune('--days', '7')).said, /^belfry: field-invalid: /)
    })
  })
})

async function active(place: Place): Promise<number> {
  return (await place.ask('GET', '/v1/subscriptions?status=active')).body.subscriptions.length as number
}

async function subscribe(place: Place, days: number): Promise<void> {
  const made = browserSubscription()
  const { status } = await place.ask('PUT', '/b/default/subscription', made, { origin: SITE_URL })
  assert.equal(status, 201)
  const seenAt = Date.now() - days * DAY_MS
  const change = place.database.kysely.updateTable('belfry_subscriptions').set({ last_seen_at: seenAt })
  await change.where('endpoint', '=', made.endpoint).execute()
}
