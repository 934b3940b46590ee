import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserSubscription, temporaryBelfry } from '#test/belfry/temporary-belfry'

test('the app that holds a Belfry signs a person out everywhere, and it is recorded without the person', async () => {
  let time = Date.now()
  const topics = { blog: { name: 'Blog' }, staff: { name: 'Staff', access: 'granted' as const } }
  await using site = await temporaryBelfry({ topics, now: () => time })
  const { belfry } = site
  const join = (identity: string, browser = browserSubscription()) =>
    site.page('PUT', '/b/default/subscription', { ...browser, identity, topics: ['blog', 'staff'] })
  const before = belfry.identify({ subscriber: 'ada', topics: ['staff'] })
  assert.equal((await join(before)).status, 201)
  time += 2000
  assert.deepEqual(await belfry.signOut({ subscriber: 'ada', only: 'grants' }), { subscriptions: 0, topics: ['staff'] })
  assert.equal((await join(before)).body.code, 'identity-revoked')
  time += 2000
  assert.equal((await join(belfry.identify({ subscriber: 'ada', topics: ['staff'] }))).status, 201)
  time += 2000
  assert.deepEqual(await belfry.signOut({ subscriber: 'ada' }), { subscriptions: 2, topics: [] })
  assert.deepEqual(await belfry.signOut({ subscriber: 'ada' }), { subscriptions: 0, topics: [] })
  await assert.rejects(belfry.signOut({ subscriber: 'ada', site: 'shop' }), { code: 'site-unknown' })
  for (const wrong of [undefined, {}, { subscriber: '' }, { subscriber: 'ada', only: 'devices' }]) {
    await assert.rejects(belfry.signOut(wrong as never), { name: 'Refusal' })
  }
  const { body } = await site.api('GET', '/v1/audit')
  const events = body.events.filter(({ details }: { details: object }) => 'by' in details)
  assert.deepEqual(
    events.map(({ event, subject }: { event: string; subject: null }) => [event, subject]),
    [
      ['signOutEverywhere', null],
      ['signOutEverywhere', null],
      ['takeBackGrants', null],
    ],
  )
  assert.ok(!JSON.stringify(body).includes('ada'))
})
