// A change that a security team asks about and its entry in the audit log are one transaction: where the entry cannot be
// written, nothing has changed, on both databases.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { browserSubscription, SITE_URL } from '#test/belfry/temporary-belfry'

const page = { origin: SITE_URL, 'sec-fetch-site': 'same-origin' }

await onEachBelfry('changes and their audit entries', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('are both there, or neither', async () => {
      await using place = await open({ dashboard: true })
      const ask = (...asked: Parameters<Place['ask']>) => place.ask(...asked)
      const join = async (subscriber: string) => {
        const identity = place.belfry.identify({ subscriber })
        assert.equal(
          (await ask('PUT', '/b/default/subscription', { ...browserSubscription(), identity }, page)).status,
          201,
        )
      }
      await join('ada')
      await join('lin')
      const { id: key } = (await ask('POST', '/v1/api-keys', { name: 'shop', scopes: ['read'] })).body
      const invitation = (await ask('POST', '/v1/people/invitations', { role: 'viewer' })).body.id
      const operator = {
        id: 'op1',
        name: 'Eve',
        email: 'eve@example.com',
        role: 'viewer',
        created_at: 1,
        updated_at: 1,
      }
      await place.database.kysely
        .insertInto('belfry_operators')
        .values(operator as never)
        .execute()
      const { vapidKeys } = (await ask('GET', '/v1/vapid-keys')).body
      const ofLin = (await ask('GET', '/v1/subscriptions?subscriber=lin')).body.subscriptions[0].id
      const changes: [event: string, ...asked: Parameters<Place['ask']>][] = [
        ['createApiKey', 'POST', '/v1/api-keys', { name: 'more' }],
        ['revokeApiKey', 'DELETE', `/v1/api-keys/${key}`],
        ['createVapidKey', 'POST', '/v1/vapid-keys', {}],
        ['changeVapidKey', 'PATCH', `/v1/vapid-keys/${vapidKeys[0].id}`, { status: 'active' }],
        ['invite', 'POST', '/v1/people/invitations', { role: 'viewer' }],
        ['takeInvitationBack', 'DELETE', `/v1/people/invitations/${invitation}`],
        ['changePerson', 'PATCH', '/v1/people/op1', { role: 'editor' }],
        ['removePerson', 'DELETE', '/v1/people/op1'],
        ['exportSubscriber', 'GET', '/v1/subscribers/ada/export'],
        ['takeBackGrants', 'DELETE', '/v1/subscribers/ada/grants'],
        ['endSubscription', 'DELETE', `/v1/subscriptions/${ofLin}`],
        ['signOutEverywhere', 'DELETE', '/v1/subscribers/ada/subscriptions'],
        ['eraseSubscriber', 'DELETE', '/v1/subscribers/ada'],
      ]
      const events = async () =>
        (await ask('GET', '/v1/audit?limit=100')).body.events as { event: string; subject: string }[]
      const count = async (event: string) => (await events()).filter((one) => one.event === event).length

      for (const [event, ...asked] of changes) {
        const before = await stateOf(place)
        const entries = await count(event)
        await breakAudit(place)
        const broken = await ask(...asked)
        await mendAudit(place)
        assert.ok(broken.status >= 500, `${event} answers ${broken.status} without its entry`)
        assert.deepEqual(await stateOf(place), before, `${event} has changed something`)
        assert.equal(await count(event), entries)

        const done = await ask(...asked)
        assert.ok(done.status < 300, `${event}: ${JSON.stringify(done.body)}`)
        assert.equal(await count(event), entries + 1, `${event} is told once`)
      }
      const created = (await events()).filter(({ event }) => /^create(Api|Vapid)Key$/.test(event))
      assert.ok(
        created.every(({ subject }) => subject !== null),
        'with the id of what was made',
      )
      const chained = await place.database.kysely
        .selectFrom('belfry_audit')
        .select('number')
        .orderBy('number')
        .execute()
      assert.deepEqual(
        chained.map(({ number }) => number),
        chained.map((_, index) => index + 1),
      )
    })
  })
})

/** All that these operations may change. */
async function stateOf({ database: { kysely } }: Place): Promise<object> {
  return {
    keys: await kysely.selectFrom('belfry_api_keys').select(['id', 'revoked_at', 'expires_at']).orderBy('id').execute(),
    pairs: await kysely.selectFrom('belfry_vapid_keys').select(['id', 'status']).orderBy('id').execute(),
    operators: await kysely.selectFrom('belfry_operators').select(['id', 'role']).orderBy('id').execute(),
    links: await kysely.selectFrom('belfry_operator_links').select('id').orderBy('id').execute(),
    people: await kysely.selectFrom('belfry_subscribers').select(['id', 'tokens_since']).orderBy('id').execute(),
    browsers: await kysely.selectFrom('belfry_subscriptions').select(['id', 'status']).orderBy('id').execute(),
  }
}

async function breakAudit({ database: { kysely, dialect } }: Place): Promise<void> {
  if (dialect === 'sqlite') {
    await sql`create trigger broken_audit before insert on belfry_audit begin select raise(abort, 'broken'); end`.execute(
      kysely,
    )
    return
  }
  await sql`create or replace function broken_audit() returns trigger language plpgsql as
    $$ begin raise exception 'broken'; end $$`.execute(kysely)
  await sql`create trigger broken_audit before insert on belfry.audit for each row execute function broken_audit()`.execute(
    kysely,
  )
}

async function mendAudit({ database: { kysely, dialect } }: Place): Promise<void> {
  if (dialect === 'sqlite') await sql`drop trigger broken_audit`.execute(kysely)
  else await sql`drop trigger broken_audit on belfry.audit`.execute(kysely)
}
