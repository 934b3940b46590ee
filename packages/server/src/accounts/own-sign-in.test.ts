import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { temporaryBelfry } from '#test/belfry/temporary-belfry'
import type { OwnOperator } from './dashboard-sign-in.ts'

const PAGE = { authorization: '', 'x-belfry-dashboard': '1', 'sec-fetch-site': 'same-origin' }

describe('the sign-in of an app', () => {
  const users: Record<string, OwnOperator | undefined> = {
    ada: { id: '7', name: 'Ada', email: 'ada@example.com', role: 'owner' },
    vera: { id: '8', name: 'Vera', role: 'viewer', sites: ['default'] },
    wrong: { id: '9', name: 'Wrong', role: 'king' as never },
  }
  const dashboard = {
    signIn: async (request: Request) => users[request.headers.get('cookie')?.replace('app=', '') ?? ''],
  }
  const as = (who: string) => ({ ...PAGE, cookie: `app=${who}` })

  test('says who a request is from, and what they may do', async () => {
    await using site = await temporaryBelfry({ dashboard, work: false })
    const { body: session } = await site.api('GET', '/dashboard/api/session', undefined, as('ada'))
    assert.deepEqual(session, {
      operator: { id: '7', name: 'Ada', email: 'ada@example.com', role: 'owner', sites: null, hasSecondFactor: false },
      by: 'app',
      session: null,
    })
    const topic = { id: 'news', name: 'News' }
    const post = (who: string) => site.api('POST', '/v1/topics', topic, { ...as(who), origin: 'https://example.com' })
    assert.deepEqual([(await post('vera')).body.code, (await post('ada')).status], ['scope-missing', 201])
    const [stranger, viewer] = [as('nobody'), as('vera')]
    assert.equal((await site.api('GET', '/v1/topics', undefined, stranger)).body.code, 'session-missing')
    assert.equal((await site.api('GET', '/v1/topics', undefined, viewer)).status, 200)
    assert.equal((await site.api('GET', '/v1/topics', undefined, { ...viewer, 'x-belfry-dashboard': '' })).status, 401)
  })

  test('leaves no account of Belfry’s beside it', async () => {
    await using site = await temporaryBelfry({ dashboard, work: false })
    const { body } = await site.api('GET', '/dashboard/api/sign-in', undefined, as('nobody'))
    assert.deepEqual(body, { by: 'app', isSetUp: true, hasPasskeys: false })
    const origin = { origin: 'https://example.com' }
    const signIn = { email: 'ada@example.com', password: 'whatever it is' }
    const tried = await site.api('POST', '/dashboard/api/sign-in', signIn, { ...as('ada'), ...origin })
    assert.equal(tried.body.code, 'accounts-off')
    assert.equal((await site.api('GET', '/dashboard/api/sessions', undefined, as('ada'))).body.code, 'accounts-off')
    assert.equal((await site.api('GET', '/v1/people', undefined, as('ada'))).body.code, 'accounts-off')
    assert.equal(await site.belfry.setUpLink(), undefined)
  })

  test('that answers no operator fails, and lets nobody in', async () => {
    await using site = await temporaryBelfry({ dashboard, work: false })
    const { body } = await site.api('GET', '/v1/topics', undefined, as('wrong'))
    assert.equal(body.code, 'internal-error')
    assert.match(site.logged(), /dashboard\.signIn answered no operator: role/)
  })
})
