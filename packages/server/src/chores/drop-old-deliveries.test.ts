import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import { dropOldDeliveries } from './drop-old-deliveries.ts'

const DAY = 86_400_000
const { signal } = new AbortController()

test('deliveries are dropped after 90 days, a few at a time, and the sums of their notification stay', async () => {
  await using fixture = await deliveryFixture()
  await fixture.send({ title: 'old' })
  await fixture.send({ title: 'young' })
  const now = 1000 * DAY
  fixture.database.raw.exec(`
    update belfry_notifications set created_at = ${now - 91 * DAY} where number = 1;
    update belfry_notifications set created_at = ${now - 89 * DAY} where number = 2;
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 2500)
    insert into belfry_deliveries (notification, subscription, outcome, attempts, at)
    select 1 + i % 2, i, 'accepted', 1, 0 from n;
    insert into belfry_delivery_counts values (1, 'accepted', 1250), (2, 'accepted', 1250);
    insert into belfry_delivery_rates values (1, 0, 1250), (2, 0, 1250)`)
  const chore = dropOldDeliveries(fixture.database, { now: () => now })
  assert.deepEqual(await chore.run(signal), { deliveries: 1250, days: 90 })
  const left = (table: string) => fixture.rows(`select distinct notification as n from ${table}`).map(({ n }) => n)
  assert.deepEqual(left('belfry_deliveries'), [2])
  assert.deepEqual(left('belfry_delivery_rates'), [2])
  assert.deepEqual(left('belfry_delivery_counts'), [1, 2])
  assert.equal(await chore.run(signal), undefined)
})

test('it stops between two pieces when its signal aborts', async () => {
  await using fixture = await deliveryFixture()
  await fixture.send({})
  fixture.database.raw.exec(`
    update belfry_notifications set created_at = 0;
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 2500)
    insert into belfry_deliveries (notification, subscription, outcome, attempts, at)
    select 1, i, 'accepted', 1, 0 from n`)
  const stopping = new AbortController()
  const running = dropOldDeliveries(fixture.database, { now: Date.now }).run(stopping.signal)
  stopping.abort()
  await assert.rejects(running, { name: 'AbortError' })
  const [{ left } = {}] = fixture.rows('select count(*) as left from belfry_deliveries')
  assert.equal(left, 1500)
})
