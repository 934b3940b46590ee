import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { landingKey, makeLandingToken } from '../../packages/server/src/forms/landing-token.ts'
import { onEachBelfry } from '../support/belfry/each-belfry.ts'
import { startInteractions as start } from './interactions-stage.ts'

const DAY = 86_400_000

await onEachBelfry('interactions', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('count once each, however often and in whichever order they are told', async () => {
      await using stand = await start(open)
      const [ada, lin] = [await stand.browser(), await stand.browser()]
      const id = await stand.notify({
        actions: [
          { action: 'read', title: 'Read' },
          { action: 'later', title: 'Later' },
        ],
      })
      for (let time = 0; time < 3; time += 1) {
        await Promise.all([
          stand.tell(ada.handle, { id, kind: 'displayed' }, { id, kind: 'clicked' }, { id, kind: 'displayed' }),
          stand.tell(lin.handle, { id, kind: 'displayed' }, { id, kind: 'action', action: 'later' }),
          stand.tell(lin.handle, { id, kind: 'action', action: 'later' }, { id, kind: 'closed' }),
        ])
        await stand.sort()
      }
      assert.deepEqual(await stand.counts(id), {
        displayed: 2,
        clicked: 1,
        closed: 1,
        irrelevant: 0,
        actions: { later: 1 },
      })
      assert.deepEqual(await stand.days(), [
        ['news', 1, 2],
        ['news', 2, 1],
        ['news', 3, 1],
        ['news', 11, 1],
      ])
      assert.deepEqual(await stand.left(), { log: 0, interactions: 5 })
      const stats = (await stand.place.ask('GET', '/v1/stats/interactions')).body.interactions
      const told = { displayed: 2, clicked: 1, actions: 1, closed: 1, irrelevant: 0 }
      assert.deepEqual(stats, [{ topic: 'news', service: 'mozilla', ...told }])
      await stand.place.ask('PATCH', '/v1/sites/default', { payloadForms: { mozilla: 'declarative' } })
      const [unmeasured] = (await stand.place.ask('GET', '/v1/stats/interactions')).body.interactions
      assert.deepEqual([unmeasured.displayed, unmeasured.closed, unmeasured.clicked], [null, null, 1])
    })

    test('of a handle or notification that nobody has are dropped without a word', async () => {
      await using stand = await start(open)
      const { handle } = await stand.browser()
      const id = await stand.notify({})
      const forged = `${handle.slice(0, 30)}${randomBytes(32).toString('base64url')}`.slice(0, 43)
      for (const wrong of [forged, randomBytes(32).toString('base64url'), 'x', handle.slice(0, 20)]) {
        assert.deepEqual(await stand.tell(wrong, { id, kind: 'displayed' }), { status: 202, muted: [] })
      }
      for (const wrong of ['nothing', 'a\0b', '%']) {
        assert.equal((await stand.tell(handle, { id: wrong, kind: 'displayed' })).status, 202)
      }
      await stand.sort()
      assert.deepEqual(await stand.left(), { log: 0, interactions: 0 })
    })

    test('are kept until a week after their notification, which stays counted', async () => {
      await using stand = await start(open)
      const { handle } = await stand.browser()
      const id = await stand.notify({ ttl: 60 })
      await stand.tell(handle, { id, kind: 'displayed' })
      await stand.sort()
      await stand.drop(Date.now() + 7 * DAY)
      assert.equal((await stand.left()).interactions, 1)
      await stand.drop(Date.now() + 9 * DAY)
      assert.equal((await stand.left()).interactions, 0)
      assert.equal((await stand.counts(id)).displayed, 1)
    })

    test('that call a topic irrelevant twice turn it off, until the person takes it back', async () => {
      await using stand = await start(open)
      const { handle } = await stand.browser()
      const ids = [await stand.notify({}), await stand.notify({}), await stand.notify({}), await stand.notify({})]
      const irrelevant = (index: number) => stand.tell(handle, { id: ids[index] ?? '', kind: 'irrelevant' })
      assert.deepEqual((await irrelevant(0)).muted, [])
      assert.deepEqual((await irrelevant(0)).muted, [], 'the same one told again is no second report')
      assert.deepEqual(await stand.topicsOn(), ['news'])
      assert.deepEqual((await irrelevant(1)).muted, [
        { topic: 'news', name: 'News', title: 'No more notifications about “News”', undo: 'Undo' },
      ])
      assert.deepEqual(await stand.topicsOn(), [])
      const list = (await stand.place.ask('GET', '/v1/subscriptions')).body.subscriptions
      const { body: diagnosis } = await stand.place.ask('GET', `/v1/subscriptions/${list[0].id}/diagnosis`)
      assert.match(JSON.stringify(diagnosis), /muted: news, since/)
      await stand.tell(handle, { id: ids[1] ?? '', kind: 'relevant' })
      assert.deepEqual(await stand.topicsOn(), ['news'])
      const reports = stand.place.database.kysely.selectFrom('belfry_irrelevances').select('topic_id')
      assert.deepEqual(await reports.execute(), [], 'fewer come no more')
      assert.deepEqual((await irrelevant(2)).muted, [], 'it begins anew')
      assert.deepEqual((await irrelevant(3)).muted.length, 1)
      await stand.sort()
      assert.equal((await stand.counts(ids[0] ?? '')).irrelevant, 1)
    })

    test('that a landing page tells by a token count as clicks, and a forged token as nothing', async () => {
      await using stand = await start(open)
      const { handle } = await stand.browser()
      const id = await stand.notify({ actions: [{ action: 'read', title: 'Read' }] })
      const { secret } = JSON.parse(readFileSync(join(stand.place.data, 'secrets.json'), 'utf8'))
      const tokens = (['c', 'o', '0', 'i'] as const).map((pressed) =>
        makeLandingToken(landingKey(secret), { notification: id, pressed }),
      )
      const interactions = [...tokens, tokens[0]?.replace('c-', 'i-'), 'x'].map((token) => ({ token, at: 0 }))
      assert.equal((await stand.post({ handle, interactions })).status, 202)
      await stand.sort()
      assert.deepEqual(await stand.counts(id), {
        displayed: 0,
        clicked: 1,
        closed: 0,
        irrelevant: 1,
        actions: { read: 1 },
      })
    })

    test('"Not relevant" is offered as the notification says, else its topic, else the site', async () => {
      await using stand = await start(open)
      const offers = async (request: object = {}) => {
        const id = await stand.notify(request)
        const { kysely } = stand.place.database
        const row = await kysely.selectFrom('belfry_notifications').select('payload').where('id', '=', id).execute()
        const { actions = [] } = JSON.parse(row[0]?.payload ?? '').notification
        return actions.map(({ title }: { title: string }) => title).join()
      }
      assert.equal(await offers(), '')
      assert.equal(await offers({ notRelevant: true, lang: 'de' }), 'Nicht relevant')
      await stand.place.ask('PATCH', '/v1/sites/default', { notRelevant: true })
      assert.equal(await offers(), 'Not relevant')
      assert.equal(await offers({ notRelevant: false }), '')
      const action = (name: string) => ({ action: name, title: name })
      assert.equal(await offers({ actions: [action('a')] }), 'a,Not relevant')
      assert.equal(await offers({ actions: [action('a'), action('b')] }), 'a,b', 'browsers show two')
      assert.equal(await offers({ url: `/${'a'.repeat(1500)}` }), '', 'there is no room for its address')
      await stand.place.ask('POST', '/v1/topics', { id: 'replies', name: 'Replies', notRelevant: false })
      assert.equal(await offers({ to: { topic: 'replies' } }), '')
    })

    test('that nobody can send are refused with their fields', async () => {
      await using stand = await start(open)
      const { handle } = await stand.browser()
      const entry = { notification: 'x', kind: 'displayed', at: 1 }
      for (const [body, code, field] of [
        [{}, 'field-missing', 'handle'],
        [{ handle, interactions: [] }, 'field-invalid', 'interactions'],
        [{ handle, interactions: Array.from({ length: 101 }, () => entry) }, 'field-invalid', 'interactions'],
        [{ handle, interactions: [{ ...entry, kind: 'seen' }] }, 'field-invalid', 'interactions.0.kind'],
        [{ handle, interactions: [{ ...entry, at: -1 }] }, 'field-invalid', 'interactions.0.at'],
        [{ handle, interactions: [{ ...entry, when: 1 }] }, 'field-unknown', 'interactions.0.when'],
        [{ handle: 'x'.repeat(201), interactions: [entry] }, 'field-invalid', 'handle'],
        [{ handle, interactions: [{ ...entry, token: 'c' }] }, 'field-invalid', 'interactions.0'],
        [{ handle, interactions: [{ at: 1 }] }, 'field-invalid', 'interactions.0'],
      ] as const) {
        const answer = await stand.post(body)
        assert.deepEqual(
          [answer.status, answer.body.code, answer.body.errors[0].field.split('.')[0]],
          [400, code, field.split('.')[0]],
        )
      }
    })

    test('vanish with an erased person', async () => {
      await using stand = await start(open)
      const { handle } = await stand.browser('ada')
      const ids = [await stand.notify({}), await stand.notify({}), await stand.notify({ to: { subscriber: 'ada' } })]
      for (const id of ids) await stand.tell(handle, { id, kind: 'displayed' }, { id, kind: 'irrelevant' })
      await stand.sort()
      for (const id of ids) await stand.tell(handle, { id, kind: 'closed' })
      assert.equal((await stand.place.ask('DELETE', '/v1/subscribers/ada')).status, 200)
      assert.deepEqual(await stand.left(), { log: 0, interactions: 0 })
      const { kysely } = stand.place.database
      assert.deepEqual(await kysely.selectFrom('belfry_irrelevances').selectAll().execute(), [])
      assert.deepEqual(await kysely.selectFrom('belfry_mutes').selectAll().execute(), [])
      assert.equal((await stand.counts(ids[0] ?? '')).displayed, 1, 'a sum names nobody')
    })
  })
})
