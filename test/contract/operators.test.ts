// Operators of the dashboard on both databases, over HTTP: how they come in, what they may do, and what does not work.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { codeAt } from '../../packages/server/src/accounts/used-codes.ts'
import { verifyAudit } from '../../packages/server/src/audit/verify-audit.ts'
import { serveDashboard, type DashboardBrowser, type DashboardServer } from '../support/belfry/dashboard-browser.ts'
import { onEachBelfry, type Place } from '../support/belfry/each-belfry.ts'

const PASSWORD = 'a quiet heron at dusk'
const ADA = { name: 'Ada', email: 'ada@example.com', password: PASSWORD }
const DAY_MS = 86_400_000

await onEachBelfry('operators', (on, open) => {
  describe(on, { timeout: 600_000 }, () => {
    let time: number
    let place: Place
    let server: DashboardServer
    let owner: DashboardBrowser
    before(async () => {
      time = Date.now()
      place = await open({ dashboard: true, now: () => time, sites: { shop: { url: 'https://shop.example' } } })
      server = await serveDashboard(place.belfry)
    })
    after(async () => {
      await server[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
    })

    const tokenOf = (link: string | undefined) => link?.split('#')[1] as string
    const signIn = async (who: { email: string; password: string }, browser = server.browser()) => {
      const answer = await browser.ask('POST', '/dashboard/api/sign-in', { email: who.email, password: who.password })
      assert.deepEqual([answer.status, answer.body], [200, { next: 'done' }], JSON.stringify(answer.body))
      return browser
    }
    const invited = async (role: string, email: string, sites: string[] | null = null) => {
      const { status, body } = await place.ask('POST', '/v1/people/invitations', { role, email, sites })
      assert.equal(status, 201, JSON.stringify(body))
      const browser = server.browser()
      const who = { token: tokenOf(body.link), name: email.split('@')[0], email, password: PASSWORD }
      const made = await browser.ask('POST', '/dashboard/api/accounts', who)
      assert.equal(made.status, 201, JSON.stringify(made.body))
      return { browser, id: made.body.operator.id as string, token: who.token }
    }
    const refusal = async (browser: DashboardBrowser, ...asked: Parameters<DashboardBrowser['ask']>) => {
      const { status, body } = await browser.ask(...asked)
      return [status, body.code]
    }

    test('the first one comes by the link of a first start, which works once', async () => {
      const stranger = server.browser()
      assert.deepEqual((await stranger.ask('GET', '/dashboard/api/sign-in')).body, {
        by: 'accounts',
        isSetUp: false,
        hasPasskeys: false,
      })
      assert.deepEqual(await refusal(stranger, 'GET', '/dashboard/api/session'), [401, 'session-missing'])
      const link = await place.belfry.setUpLink()
      assert.equal(link?.expiresAt, time + DAY_MS)
      assert.match(link?.path ?? '', /^\/dashboard\/set-up#[\w-]{43}$/)
      const token = tokenOf(link?.path)
      const { body: opened } = await stranger.ask('POST', '/dashboard/api/links', { token })
      assert.deepEqual([opened.kind, opened.role, opened.sites, opened.email], ['set-up', 'owner', null, null])
      for (const [password, code] of [
        ['short', 'password-weak'],
        ['password1234', 'password-weak'],
        ['aaaaaaaaaaaaaaa', 'password-weak'],
        ['abcdefghijklm', 'password-weak'],
        ['ada@example.com', 'password-weak'],
      ]) {
        const account = { ...ADA, token, password }
        assert.deepEqual(await refusal(stranger, 'POST', '/dashboard/api/accounts', account), [400, code], password)
      }
      // Of two at once with the same link, one gets the account.
      const both = await Promise.all(
        [ADA, { ...ADA, email: 'eve@example.com' }].map(async (who) => {
          const browser = server.browser()
          const { status } = await browser.ask('POST', '/dashboard/api/accounts', { ...who, token })
          return { browser, status }
        }),
      )
      assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([201, 410]))
      const { browser } = both.find(({ status }) => status === 201) as (typeof both)[0]
      const { body: session } = await browser.ask('GET', '/dashboard/api/session')
      assert.deepEqual([session.operator.role, session.operator.sites, session.by], ['owner', null, 'accounts'])
      assert.equal(await place.belfry.setUpLink(), undefined)
      assert.deepEqual(await refusal(stranger, 'POST', '/dashboard/api/links', { token }), [410, 'link-over'])
      owner = session.operator.email === ADA.email ? browser : (await invited('owner', ADA.email)).browser
    })

    test('a session gives the rights of its role on /v1, at its sites', async () => {
      const { browser: viewer } = await invited('viewer', 'vera@example.com')
      const { browser: editor } = await invited('editor', 'ed@example.com', ['shop'])
      const notification = { to: { all: true }, title: 'Hello' }
      const may = async (browser: DashboardBrowser) => [
        (await browser.ask('GET', '/v1/topics')).status,
        (await browser.ask('POST', '/v1/notifications', notification)).status,
        (await browser.ask('POST', '/v1/topics', { id: `t${Math.random()}`.replace('.', ''), name: 'T' })).status,
      ]
      assert.deepEqual(await may(owner), [200, 202, 201])
      assert.deepEqual(await may(viewer), [200, 403, 403])
      assert.deepEqual(await may(editor), [200, 202, 403])
      assert.deepEqual(await refusal(viewer, 'POST', '/v1/notifications', notification), [403, 'scope-missing'])
      assert.deepEqual(await refusal(viewer, 'GET', '/v1/people'), [403, 'scope-missing'])
      // Without ?site= the first of theirs; others not at all.
      const sent = (await editor.ask('GET', '/v1/notifications')).body.notifications
      assert.equal(sent.length, 1)
      assert.deepEqual(await refusal(editor, 'GET', '/v1/topics?site=default'), [403, 'site-not-granted'])
      assert.equal((await owner.ask('GET', '/v1/topics?site=shop')).status, 200)
      assert.deepEqual(await refusal(owner, 'GET', '/v1/topics?site=nowhere'), [404, 'site-unknown'])
    })

    test('a request that is not of a page of the dashboard has no rights', async () => {
      const topic = { id: 'x', name: 'X' }
      const get = (headers: Record<string, string | null>) => refusal(owner, 'GET', '/v1/topics', undefined, headers)
      const post = (headers: Record<string, string | null>) => refusal(owner, 'POST', '/v1/topics', topic, headers)
      assert.deepEqual(await get({ 'x-belfry-dashboard': null }), [401, 'api-key-missing'])
      assert.deepEqual(await post({ 'x-belfry-dashboard': null }), [401, 'api-key-missing'])
      for (const site of ['cross-site', 'same-site', 'none']) {
        assert.deepEqual(await get({ 'sec-fetch-site': site }), [403, 'fetch-cross-site'])
        assert.deepEqual(await post({ 'sec-fetch-site': site }), [403, 'fetch-cross-site'])
      }
      const old = { 'sec-fetch-site': null } // a browser on plain http
      assert.deepEqual(await post({ ...old, origin: 'https://evil.example' }), [403, 'origin-foreign'])
      assert.deepEqual(await post({ ...old, origin: 'null' }), [403, 'origin-foreign'])
      assert.deepEqual(await post({ ...old, origin: null }), [403, 'origin-missing'])
      assert.equal((await owner.ask('GET', '/v1/topics', undefined, old)).status, 200)
      const here = refusal(owner, 'POST', '/dashboard/api/sign-in', ADA, { 'x-belfry-dashboard': null })
      assert.deepEqual(await here, [403, 'dashboard-header-missing'])
      const foreign = { ...old, origin: 'https://evil.example' }
      assert.deepEqual(await refusal(owner, 'POST', '/dashboard/api/sign-in', ADA, foreign), [403, 'origin-foreign'])
      const preflight = await owner.ask('OPTIONS', '/v1/topics', undefined, {
        origin: 'https://evil.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'x-belfry-dashboard',
        'x-belfry-dashboard': null,
      })
      assert.equal(preflight.headers.get('access-control-allow-origin'), null)
    })

    test('a cookie is for the server alone, and is made anew at each sign-in', async () => {
      const browser = server.browser()
      browser.cookies.set('belfry.session_token', 'fixed.by-somebody')
      const { setCookies } = await browser.ask('POST', '/dashboard/api/sign-in', {
        email: ADA.email,
        password: PASSWORD,
      })
      const session = setCookies.find((cookie) => cookie.startsWith('belfry.session_token=')) ?? ''
      assert.match(session, /; Path=\/; HttpOnly; SameSite=Strict$/)
      assert.ok(!session.includes('fixed'))
      const first = browser.cookies.get('belfry.session_token') as string
      await signIn(ADA, browser)
      assert.notEqual(browser.cookies.get('belfry.session_token'), first)
      const old = server.browser()
      old.cookies.set('belfry.session_token', first)
      assert.deepEqual(await refusal(old, 'GET', '/v1/topics'), [401, 'session-missing'])
      // Over https, behind a proxy that ends TLS.
      const secure = await server
        .browser()
        .ask(
          'POST',
          '/dashboard/api/sign-in',
          { email: ADA.email, password: PASSWORD },
          { origin: 'https://push.example.com', host: 'push.example.com' },
        )
      const cookies = secure.setCookies.filter((cookie) => cookie.startsWith('__Host-belfry.'))
      assert.equal(cookies.length, secure.setCookies.length)
      for (const cookie of cookies) assert.match(cookie, /Path=\/; .*Secure/)
      // A changed signature, and the token without one.
      const forged = server.browser()
      for (const value of [first.slice(0, 32), `${first.slice(0, -4)}AAA%3D`]) {
        forged.cookies.set('belfry.session_token', value)
        assert.deepEqual(await refusal(forged, 'GET', '/v1/topics'), [401, 'session-missing'])
      }
    })

    test('a session that was ended works no more, and one that is idle or old ends by itself', async () => {
      const [here, there] = [await signIn(ADA), await signIn(ADA)]
      const { body: listed } = await here.ask('GET', '/dashboard/api/sessions')
      const current = listed.sessions.filter((session: { isCurrent: boolean }) => session.isCurrent)
      assert.deepEqual([current.length, current[0].userAgent], [1, 'A browser'])
      const { body: other } = await there.ask('GET', '/dashboard/api/session')
      assert.equal((await here.ask('DELETE', `/dashboard/api/sessions/${other.session.id}`)).status, 204)
      assert.deepEqual(await refusal(there, 'GET', '/v1/topics'), [401, 'session-missing'])
      assert.equal((await here.ask('POST', '/dashboard/api/sign-out')).status, 204)
      assert.deepEqual(await refusal(here, 'GET', '/dashboard/api/session'), [401, 'session-missing'])
      assert.deepEqual(await refusal(await signIn(ADA), 'DELETE', '/dashboard/api/sessions/nothing'), [
        404,
        'session-not-found',
      ])

      const idle = await signIn(ADA)
      const before = time
      time += 2 * DAY_MS
      assert.equal((await idle.ask('GET', '/v1/topics')).status, 200)
      time += 3 * DAY_MS + 1
      assert.deepEqual(await refusal(idle, 'GET', '/v1/topics'), [401, 'session-missing'])
      time = before
      assert.deepEqual(await refusal(idle, 'GET', '/v1/topics'), [401, 'session-missing'])
    })

    test('a new password ends all other sessions', async () => {
      const { browser } = await invited('editor', 'pat@example.com')
      const other = await signIn({ email: 'pat@example.com', password: PASSWORD })
      const change = (current: string, password: string) =>
        browser.ask('PUT', '/dashboard/api/password', { current, password })
      assert.equal((await change('wrong', 'another heron at dawn')).body.code, 'password-wrong')
      assert.equal((await change(PASSWORD, 'password1234')).body.code, 'password-weak')
      assert.equal((await change(PASSWORD, 'another heron at dawn')).status, 204)
      assert.equal((await browser.ask('GET', '/v1/topics')).status, 200)
      assert.deepEqual(await refusal(other, 'GET', '/v1/topics'), [401, 'session-missing'])
      const old = await refusal(server.browser(), 'POST', '/dashboard/api/sign-in', {
        email: 'pat@example.com',
        password: PASSWORD,
      })
      assert.deepEqual(old, [401, 'sign-in-failed'])
      await signIn({ email: 'PAT@example.com', password: 'another heron at dawn' })
    })

    test('guessing slows down strangers, and not a browser that has signed in before', async () => {
      const { browser: known } = await invited('viewer', 'may@example.com')
      await known.ask('POST', '/dashboard/api/sign-out')
      const right = { email: 'may@example.com', password: PASSWORD }
      const guess = { ...right, password: 'not the right one' }
      const from = (n: number) => ({ 'x-forwarded-for': `198.51.100.${n}` })
      const answers = []
      for (let n = 0; n < 8; n += 1) {
        answers.push(await server.browser().ask('POST', '/dashboard/api/sign-in', guess, from(n)))
      }
      const statuses = answers.map(({ status }) => status)
      assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429, 429])
      assert.deepEqual([answers[7]?.body.code, answers[7]?.headers.get('retry-after')], ['sign-in-throttled', '1'])
      const stranger = await server.browser().ask('POST', '/dashboard/api/sign-in', right, from(50))
      assert.equal(stranger.status, 429, 'also with the right password: no oracle')
      await signIn(right, known)
      // One address, many accounts.
      const last = []
      for (let n = 0; n < 12; n += 1) {
        const somebody = { email: `nobody${n}@example.com`, password: 'whatever it may be' }
        last.push((await server.browser().ask('POST', '/dashboard/api/sign-in', somebody, from(99))).status)
      }
      assert.deepEqual([last.filter((status) => status === 401).length, last.at(-1)], [10, 429])
      time += 3_600_000
      await signIn(right)
    })

    test('a second factor takes each code once', async () => {
      const { browser } = await invited('editor', 'toto@example.com')
      const wrong = await refusal(browser, 'POST', '/dashboard/api/second-factor', { password: 'no' })
      assert.deepEqual(wrong, [403, 'password-wrong'])
      const { body: factor } = await browser.ask('POST', '/dashboard/api/second-factor', { password: PASSWORD })
      assert.match(factor.uri, /^otpauth:\/\/totp\/Belfry/)
      assert.equal(factor.recoveryCodes.length, 10)
      const secret = base32(factor.secret)
      const step = Math.floor(Date.now() / 30_000)
      const confirm = (code: string) => browser.ask('POST', '/dashboard/api/second-factor/confirm', { code })
      assert.equal((await confirm('000000')).body.code, 'code-wrong')
      const first = codeAt(secret, step)
      assert.equal((await confirm(first)).status, 204)
      assert.equal((await browser.ask('GET', '/dashboard/api/session')).body.operator.hasSecondFactor, true)

      const next = server.browser()
      const begin = () => next.ask('POST', '/dashboard/api/sign-in', { email: 'toto@example.com', password: PASSWORD })
      const code = (text: string) => next.ask('POST', '/dashboard/api/sign-in/code', { code: text })
      assert.equal((await code('123456')).body.code, 'sign-in-over')
      assert.deepEqual((await begin()).body, { next: 'code' })
      assert.deepEqual(await refusal(next, 'GET', '/v1/topics'), [401, 'session-missing'])
      assert.equal((await code(first)).body.code, 'code-wrong', 'it was used already')
      const second = codeAt(secret, step + 1)
      assert.deepEqual((await code(second)).body, { next: 'done' })
      assert.equal((await next.ask('GET', '/v1/topics')).status, 200)
      await begin()
      assert.equal((await code(second)).body.code, 'code-wrong', 'replayed')
      const recovery = factor.recoveryCodes[0]
      assert.deepEqual((await code(recovery)).body, { next: 'done' })
      await begin()
      assert.equal((await code(recovery)).body.code, 'code-wrong', 'replayed')
      for (let n = 0; n < 4; n += 1) await code('111111')
      assert.equal((await code(factor.recoveryCodes[1])).body.code, 'sign-in-over', 'five attempts')

      const removed = await browser.ask('POST', '/dashboard/api/second-factor/remove', { password: PASSWORD })
      assert.equal(removed.status, 204)
      await signIn({ email: 'toto@example.com', password: PASSWORD })
    })

    test('people are invited, changed and removed by owners, and one owner stays', async () => {
      const { body: made } = await owner.ask('POST', '/v1/people/invitations', { role: 'viewer', sites: ['shop'] })
      const { body: open } = await owner.ask('GET', '/v1/people/invitations')
      assert.ok(open.invitations.some(({ id }: { id: string }) => id === made.id))
      assert.ok(!JSON.stringify(open).includes(tokenOf(made.link)))
      assert.equal((await owner.ask('DELETE', `/v1/people/invitations/${made.id}`)).status, 200)
      const token = { token: tokenOf(made.link) }
      assert.deepEqual(await refusal(owner, 'POST', '/dashboard/api/links', token), [410, 'link-over'])
      const unknown = await refusal(owner, 'POST', '/v1/people/invitations', { role: 'viewer', sites: ['nowhere'] })
      assert.deepEqual(unknown, [404, 'site-unknown'])

      const { body: named } = await owner.ask('POST', '/v1/people/invitations', {
        role: 'viewer',
        email: 'Kay@example.com',
      })
      const kay = { token: tokenOf(named.link), name: 'Kay', email: 'other@example.com', password: PASSWORD }
      assert.deepEqual(await refusal(owner, 'POST', '/dashboard/api/accounts', kay), [403, 'email-other'])
      time += 8 * DAY_MS
      const late = { ...kay, email: 'kay@example.com' }
      assert.deepEqual(await refusal(server.browser(), 'POST', '/dashboard/api/accounts', late), [410, 'link-over'])
      time -= 8 * DAY_MS

      const { browser, id } = await invited('viewer', 'leo@example.com')
      assert.equal((await owner.ask('PATCH', `/v1/people/${id}`, { role: 'editor', sites: ['shop'] })).status, 200)
      assert.deepEqual(await refusal(browser, 'GET', '/v1/topics?site=default'), [403, 'site-not-granted'])
      const { body: listed } = await owner.ask('GET', '/v1/people')
      const owners = listed.people.filter(({ role }: { role: string }) => role === 'owner')
      for (const { id: other, email } of owners) {
        if (email !== ADA.email) await owner.ask('DELETE', `/v1/people/${other}`)
      }
      const ada = owners.find(({ email }: { email: string }) => email === ADA.email)
      assert.equal(ada.isYou, true)
      assert.deepEqual(await refusal(owner, 'DELETE', `/v1/people/${ada.id}`), [409, 'last-owner'])
      assert.deepEqual(await refusal(owner, 'PATCH', `/v1/people/${ada.id}`, { role: 'editor' }), [409, 'last-owner'])
      const limited = { sites: ['shop'] }
      assert.deepEqual(await refusal(owner, 'PATCH', `/v1/people/${ada.id}`, limited), [409, 'last-owner'])
      assert.equal((await owner.ask('DELETE', `/v1/people/${id}`)).status, 200)
      assert.deepEqual(await refusal(browser, 'GET', '/v1/topics'), [401, 'session-missing'])
    })

    test('an owner of one site has no say in people, and makes no key for the server', async () => {
      const { browser } = await invited('owner', 'sue@example.com', ['shop'])
      assert.deepEqual(await refusal(browser, 'GET', '/v1/people'), [403, 'site-not-granted'])
      const key = { name: 'wide', reach: 'server' }
      assert.deepEqual(await refusal(browser, 'POST', '/v1/api-keys', key), [403, 'site-not-granted'])
      assert.equal((await browser.ask('POST', '/v1/api-keys', { name: 'narrow' })).status, 201)
    })

    test('every change is in the audit log, with the operator and no personal data', async () => {
      await owner.ask('POST', '/v1/topics', { id: 'audited', name: 'Audited' })
      const { body } = await owner.ask('GET', '/v1/audit?limit=100')
      const { body: session } = await owner.ask('GET', '/dashboard/api/session')
      const made = body.events.find(({ subject }: { subject: string }) => subject === 'audited')
      assert.deepEqual([made.event, made.details], ['createTopic', { operator: session.operator.id }])
      const events = new Set(body.events.map(({ event }: { event: string }) => event))
      for (const event of ['signIn', 'makeAccount', 'invite', 'removePerson', 'turnSecondFactorOn', 'changePassword']) {
        assert.ok(events.has(event), event)
      }
      assert.ok(!/example\.com|Ada/.test(JSON.stringify(body.events)))
      await verifyAudit(place.database)
    })

    test('no password, token or code is stored as it is', async () => {
      const rows = await Promise.all(
        (['belfry_operator_credentials', 'belfry_operator_links', 'belfry_operator_second_factors'] as const).map(
          (table) => place.database.kysely.selectFrom(table).selectAll().execute(),
        ),
      )
      assert.ok(!JSON.stringify(rows).includes('heron'))
    })
  })
})

function base32(text: string): string {
  const bits = Array.from(text.replace(/=+$/, ''))
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))).toString()
}
