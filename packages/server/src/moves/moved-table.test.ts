import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import { movedTables } from './moved-table.ts'

test('the lists of an inbox name the notifications by their new numbers, without those that are gone', async () => {
  await using fixture = await deliveryFixture()
  await fixture.send({ title: 'one' })
  await fixture.send({ title: 'two' })
  const { raw } = fixture.database
  raw.exec(`
    update belfry_notifications set created_at = 86400000 * number;
    insert into belfry_subscribers (id, site_id, created_at, last_seen_at) values (900, 'default', 0, 0);
    insert into belfry_inbox_marks (subscriber_id, read_until, read, dismissed, version)
    values (900, 5, '[1,2,77]', '[]', 3)`)
  const table = movedTables(raw).find(({ name }) => name === 'inbox_marks')
  assert.ok(table)
  const [row] = raw.prepare(`select ${table.expressions.join(', ')} from belfry_inbox_marks t`).all()
  assert.deepEqual(Object.values(row ?? {}), [900, 5, '[10000000001,20000000002]', '[]', 3])
})
