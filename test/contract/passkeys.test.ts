// Passkeys of operators on both databases, over HTTP, with an authenticator in software that can also cheat.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { verifyAudit } from '../../packages/server/src/audit/verify-audit.ts'
import { serveDashboard, type DashboardBrowser, type DashboardServer } from '../support/belfry/dashboard-browser.ts'
import { onEachBelfry, type Place } from '../support/belfry/each-belfry.ts'
import { SoftwarePasskey } from '../support/belfry/software-passkey.ts'

const PASSWORD = 'a quiet heron at dusk'
const ADA = { name: 'Ada', email: 'ada@example.com', password: PASSWORD }
// As behind a proxy that ends TLS.
const ORIGIN = 'https://push.example.com'
const HERE = { origin: ORIGIN }

await onEachBelfry('passkeys', (on, open) => {
  describe(on, { timeout: 300_000 }, () => {
    let time: number
    let place: Place
    let server: DashboardServer
    let ada: DashboardBrowser
    const phone = new SoftwarePasskey()
    before(async () => {
      time = Date.now()
      place = await open({ dashboard: true, now: () => time })
      server = await serveDashboard(place.belfry)
      ada = server.browser()
      const token = (await place.belfry.setUpLink())?.path.split('#')[1] as string
      assert.equal((await ada.ask('POST', '/dashboard/api/accounts', { ...ADA, token }, HERE)).status, 201)
    })
    after(async () => {
      await server[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
    })

    const ask = (browser: DashboardBrowser, path: string, body: unknown, headers = HERE) =>
      browser.ask('POST', `/dashboard/api/${path}`, body, headers)
    const begin = async () => (await ask(ada, 'passkeys/options', { password: PASSWORD })).body
    const challenge = async () => (await ask(server.browser(), 'sign-in/passkey/options', {})).body.challenge as string
    const add = (credential: object, name = 'Phone') => ask(ada, 'passkeys', { name, credential })
    const signIn = async (credential: object, browser = server.browser()) => {
      const { status, body } = await ask(browser, 'sign-in/passkey', { credential })
      return [status, body.next ?? body.code]
    }
    // After a while: what fails slows down.
    const attempt = async (make: (challenge: string) => object) => {
      time += 16 * 60_000
      return signIn(make(await challenge()))
    }
    const refused = [401, 'passkey-refused']

    test('one is made with the password, by its owner, here and once', async () => {
      assert.equal((await ask(ada, 'passkeys/options', { password: 'not it' })).body.code, 'password-wrong')
      assert.equal((await ask(server.browser(), 'passkeys/options', { password: PASSWORD })).status, 401)
      const options = await begin()
      assert.deepEqual(
        [options.rp, options.user.name, options.authenticatorSelection.userVerification, options.attestation],
        [{ id: 'push.example.com', name: 'Belfry' }, ADA.email, 'required', 'none'],
      )
      const other = new SoftwarePasskey()
      for (const credential of [
        other.register(options.challenge, 'https://push.example.org'),
        other.register(options.challenge, ORIGIN, { verified: false }),
        other.register(await challenge(), ORIGIN),
        other.register('AAAA', ORIGIN),
      ]) {
        assert.equal((await add(credential)).body.code, 'passkey-not-made')
      }
      time += 6 * 60_000
      assert.equal((await add(other.register(options.challenge, ORIGIN))).body.code, 'passkey-not-made', 'too late')
      const made = phone.register((await begin()).challenge, ORIGIN)
      const { status, body } = await add(made)
      assert.deepEqual([status, body.name, body.origin, body.lastUsedAt], [201, 'Phone', ORIGIN, null])
      assert.equal((await add(made)).body.code, 'passkey-taken')
      assert.equal((await begin()).excludeCredentials[0].id, phone.id.toString('base64url'))
    })

    test('it signs in without a code, and its owner alone', async () => {
      assert.equal((await server.browser().ask('GET', '/dashboard/api/sign-in')).body.hasPasskeys, true)
      phone.counter = 1
      const browser = server.browser()
      assert.deepEqual(await signIn(phone.answer(await challenge(), ORIGIN), browser), [200, 'done'])
      assert.equal((await browser.ask('GET', '/dashboard/api/session')).body.operator.email, ADA.email)
      assert.equal(
        [...browser.cookies.keys()].every((name) => name.startsWith('__Host-')),
        true,
      )
      const { body } = await browser.ask('GET', '/dashboard/api/passkeys')
      assert.equal(body.passkeys[0].lastUsedAt, new Date(time).toISOString())
      assert.deepEqual(await signIn(new SoftwarePasskey().answer(await challenge(), ORIGIN)), refused)
    })

    test('no answer counts twice, from elsewhere, without its owner, or with a counter that goes back', async () => {
      phone.counter = 5
      const first = phone.answer(await challenge(), ORIGIN)
      assert.deepEqual(await signIn(first), [200, 'done'])
      assert.deepEqual(await signIn(first), refused)
      const cheats: Record<string, (challenge: string) => object> = {
        'a copy, whose counter is behind': (given) => phone.answer(given, ORIGIN, { counter: 5 }),
        'another site': (given) => phone.answer(given, 'https://push.example.org'),
        'signed for another site': (given) => phone.answer(given, ORIGIN, { rpOrigin: 'https://push.example.org' }),
        'another port': (given) => phone.answer(given, `${ORIGIN}:8443`),
        'nobody showed that it is theirs': (given) => phone.answer(given, ORIGIN, { verified: false }),
        'a challenge of another hour': (given) => phone.answer(prolonged(given), ORIGIN),
      }
      phone.counter = 6
      for (const [why, cheat] of Object.entries(cheats)) assert.deepEqual(await attempt(cheat), refused, why)
      const toMakeOne = (await begin()).challenge
      assert.deepEqual(await attempt(() => phone.answer(toMakeOne, ORIGIN)), refused, 'a challenge to make one')
      const old = await challenge()
      assert.deepEqual(await attempt(() => phone.answer(old, ORIGIN)), refused, 'an old challenge')
      assert.deepEqual(await attempt((given) => phone.answer(given, ORIGIN)), [200, 'done'])
    })

    test('of two at once with one answer, one gets in', async () => {
      phone.counter = 9
      const answer = phone.answer(await challenge(), ORIGIN)
      const both = await Promise.all([signIn(answer), signIn(answer)])
      assert.deepEqual(new Set(both.map(([status]) => status)), new Set([200, 401]))
    })

    test('guessing with passkeys slows down', async () => {
      const stranger = new SoftwarePasskey()
      const statuses = []
      for (let n = 0; n < 7; n += 1) statuses.push((await signIn(stranger.answer(await challenge(), ORIGIN)))[0])
      assert.deepEqual(statuses.slice(-2), [429, 429])
    })

    test('a removed one signs in no more; all of it is in the audit log, without personal data', async () => {
      const id = phone.id.toString('base64url')
      assert.equal((await ada.ask('DELETE', '/dashboard/api/passkeys/nothing', undefined, HERE)).status, 404)
      assert.equal((await ada.ask('DELETE', `/dashboard/api/passkeys/${id}`, undefined, HERE)).status, 204)
      phone.counter = 20
      assert.deepEqual(await attempt((given) => phone.answer(given, ORIGIN)), refused)
      const { body } = await ada.ask('GET', '/v1/audit?limit=100', undefined, HERE)
      const events = new Set(body.events.map(({ event }: { event: string }) => event))
      for (const event of ['addPasskey', 'signInWithPasskey', 'removePasskey']) assert.ok(events.has(event), event)
      assert.ok(!/example\.com|Phone/.test(JSON.stringify(body.events)))
      await verifyAudit(place.database)
    })

    test('the link of the machine’s owner takes them from whoever got in', async () => {
      const other = new SoftwarePasskey()
      assert.equal((await add(other.register((await begin()).challenge, ORIGIN), 'Not Ada’s')).status, 201)
      const { makeSetUpLink } = await import('../../packages/server/src/accounts/accounts.ts')
      const { token } = await makeSetUpLink(place.database, time)
      assert.equal((await ask(server.browser(), 'accounts', { ...ADA, token })).status, 201)
      other.counter = 1
      assert.deepEqual(await attempt((given) => other.answer(given, ORIGIN)), refused)
    })
  })
})

// Its time, which stands after 16 random bytes, in another hour; its signature as it was.
function prolonged(challenge: string): string {
  const bytes = Buffer.from(challenge, 'base64url')
  bytes.writeUIntBE(bytes.readUIntBE(16, 6) + 3_600_000, 16, 6)
  return bytes.toString('base64url')
}
