import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import { outcomeRecord } from '#test/deliveries/outcome-record'
import { OutcomeSums } from './outcome-sums.ts'
import { sqliteOutcomeRows } from './sqlite-outcome-rows.ts'

const HOUR = 3_600_000
const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: 'A'.repeat(22) }

test('the last acceptance is kept to the day, so that most outcomes change no subscription', async () => {
  await using fixture = await deliveryFixture()
  const endpoint = 'https://updates.push.services.mozilla.com/wpush/v2/one'
  const [subscription] = (await fixture.insert([{ endpoint, keys }])) as [number]
  await fixture.send({})
  const noon = Date.UTC(2030, 5, 1, 12)
  const rows = sqliteOutcomeRows(fixture.database.raw)
  const acceptedAfter = (at: number) => {
    void rows.write(fixture.database.raw, [outcomeRecord({ subscription, at })], new OutcomeSums(new Map()))
    const [row] = fixture.rows('select last_accepted_at as at from belfry_subscriptions')
    return row?.['at']
  }
  assert.equal(acceptedAfter(noon), noon)
  assert.equal(acceptedAfter(noon + 23 * HOUR), noon)
  assert.equal(acceptedAfter(noon + 25 * HOUR), noon + 25 * HOUR)
  assert.equal(acceptedAfter(noon), noon, 'a clock that was set back is followed')
})
