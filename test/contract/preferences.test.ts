// What a person chooses, from a page and over the API, on both databases.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { browserSubscription, SITE_URL } from '#test/belfry/temporary-belfry'
import type { Answer } from '#test/belfry/temporary-belfry'

await onEachBelfry('preferences', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    let place: Place
    before(async () => {
      place = await open({
        topics: {
          blog: { name: 'Blog' },
          offers: { name: 'Offers', description: 'Once a week' },
          board: { name: 'Board', access: 'granted' },
        },
      })
    })
    after(() => place[Symbol.asyncDispose]())

    /** A browser that has subscribed, and its requests. */
    async function visitor(name: string, identity?: string) {
      const { endpoint, keys } = browserSubscription(name)
      const body = { endpoint, keys, topics: ['blog'], timeZone: 'Asia/Tokyo', ...(identity && { identity }) }
      const joined = await place.ask('PUT', '/b/default/subscription', body, { origin: SITE_URL })
      assert.equal(joined.status, 201, JSON.stringify(joined.body))
      const proof = { 'belfry-handle': `${joined.body.handle} ${endpoint}` }
      return {
        proof,
        get: (headers: Record<string, string> = proof) =>
          place.ask('GET', '/b/default/preferences', undefined, headers),
        set: (change: unknown, headers: Record<string, string> = proof) =>
          place.ask('PUT', '/b/default/preferences', change, { origin: SITE_URL, ...headers }),
      }
    }

    const topicsOf = ({ body }: Answer) =>
      Object.fromEntries((body.topics as { id: string; on: boolean }[]).map(({ id, on }) => [id, on]))

    test('a browser reads and changes them, each topic by itself', async () => {
      const anna = await visitor('anna')
      const first = await anna.get()
      assert.equal(first.status, 200, JSON.stringify(first.body))
      assert.deepEqual(topicsOf(first), { blog: true, offers: false })
      assert.deepEqual(
        { ...first.body, topics: undefined },
        {
          topics: undefined,
          paused: false,
          quietHours: null,
          quietHoursOf: null,
          timeZone: null,
          effectiveTimeZone: 'Asia/Tokyo',
          content: 'full',
          digest: null,
          pace: null,
          silent: null,
          effectiveDigestAt: '18:00',
          next: { code: 'at-once', at: null, text: 'next: as soon as it is sent' },
        },
      )
      const changed = await anna.set({
        topics: { blog: false, offers: true },
        quietHours: { from: '00:00', to: '23:59' },
        timeZone: 'Europe/Berlin',
        content: 'generic',
      })
      assert.equal(changed.status, 200, JSON.stringify(changed.body))
      assert.deepEqual(topicsOf(changed), { blog: false, offers: true })
      assert.deepEqual(changed.body.quietHours, { from: '00:00', to: '23:59' })
      assert.deepEqual([changed.body.effectiveTimeZone, changed.body.content], ['Europe/Berlin', 'generic'])
      const paused = await anna.set({ paused: { minutes: 60 } })
      assert.match(paused.body.paused.until, /^\d{4}-/)
      assert.equal(paused.body.content, 'generic', 'what is not named stays')
      const ended = await anna.set({ paused: true, quietHours: null, topics: { blog: true } })
      assert.deepEqual(ended.body.paused, true)
      assert.deepEqual(ended.body.next, {
        code: 'paused-until-resumed',
        at: null,
        text: 'next: none until you resume, paused',
      })
      assert.deepEqual((await anna.get()).body, ended.body)
    })

    test('a person has the same on all browsers, and only a token turns a granted topic on', async () => {
      const token = place.belfry.identify({ subscriber: 'ada', topics: ['board'] })
      const [desk, phone] = [await visitor('desk', token), await visitor('phone', token)]
      assert.deepEqual(topicsOf(await desk.get()), { blog: true, offers: false })
      const refused = await desk.set({ topics: { offers: true, board: true } })
      assert.deepEqual([refused.status, refused.body.code], [403, 'topic-not-granted'])
      assert.equal(refused.body.errors[0].field, 'topics.board')
      assert.equal(topicsOf(await desk.get())['offers'], false, 'all of it, or nothing')
      const granted = await desk.set({ topics: { board: true } }, { 'belfry-identity': token })
      assert.deepEqual(topicsOf(granted), { blog: true, board: true, offers: false })
      assert.deepEqual(topicsOf(await phone.get()), { blog: true, board: true, offers: false })
      await phone.set({ topics: { board: false } })
      const off = await desk.get()
      assert.deepEqual(topicsOf(off), { blog: true, offers: false }, 'turned off anywhere, and not on again')
    })

    test('a person whom a token names has them before any browser, and keeps them when one comes', async () => {
      const identity = { 'belfry-identity': place.belfry.identify({ subscriber: 'fay', topics: ['board'] }) }
      const first = await place.ask('GET', '/b/default/preferences', undefined, identity)
      assert.deepEqual([first.status, topicsOf(first)], [200, { blog: false, offers: false, board: false }])
      const wishes = { topics: { offers: true }, quietHours: { from: '22:00', to: '07:00' } }
      const set = await place.ask('PUT', '/b/default/preferences', wishes, { origin: SITE_URL, ...identity })
      assert.equal(set.status, 200, JSON.stringify(set.body))
      const later = await visitor('fay', identity['belfry-identity'])
      const kept = await later.get(identity)
      assert.deepEqual([kept.body.quietHours, topicsOf(kept)['offers']], [wishes.quietHours, true])
    })

    test('who proves nothing, and what is no preference, is refused with a word', async () => {
      const ben = await visitor('ben')
      const missing = await ben.get({})
      assert.deepEqual([missing.status, missing.body.code], [401, 'caller-missing'])
      const other = await visitor('other')
      const [handle] = other.proof['belfry-handle'].split(' ')
      const [, endpoint] = ben.proof['belfry-handle'].split(' ')
      const wrong = await ben.get({ 'belfry-handle': `${handle} ${endpoint}` })
      assert.deepEqual([wrong.status, wrong.body.code], [401, 'handle-invalid'])
      const bad: [object, string][] = [
        [{ topics: { nothing: true } }, 'topics.nothing'],
        [{ topics: { nothing: false } }, 'topics.nothing'],
        [{ topics: { blog: 'yes' } }, 'topics.blog'],
        [{ quietHours: { from: '24:00', to: '07:00' } }, 'quietHours.from'],
        [{ quietHours: { from: '07:00', to: '07:00' } }, 'quietHours.to'],
        [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
        [{ paused: { minutes: 0 } }, 'paused'],
        [{ content: 'none' }, 'content'],
        [{ quiet: true }, 'quiet'],
      ]
      for (const [change, field] of bad) {
        const { status, body } = await ben.set(change)
        assert.ok(status === 400 || status === 422, JSON.stringify(body))
        assert.ok(String(body.errors[0].field).startsWith(field), JSON.stringify(body))
      }
    })

    test('the site’s staff read and change them over the API', async () => {
      await visitor('eve', place.belfry.identify({ subscriber: 'eve' }))
      const path = '/v1/subscribers/eve/preferences'
      const shown = await place.ask('GET', path)
      assert.deepEqual(topicsOf(shown), { blog: true, board: false, offers: false })
      const changed = await place.ask('PUT', path, { paused: true, topics: { board: true, blog: false } })
      assert.equal(changed.status, 200, JSON.stringify(changed.body))
      assert.deepEqual(topicsOf(changed), { blog: false, board: true, offers: false })
      assert.deepEqual((await place.ask('GET', path)).body, changed.body)
      const nobody = await place.ask('GET', '/v1/subscribers/nobody/preferences')
      assert.deepEqual([nobody.status, nobody.body.code], [404, 'subscriber-unknown'])
    })
  })
})
