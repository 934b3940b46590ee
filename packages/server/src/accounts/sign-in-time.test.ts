// What an answer to a sign-in gives away about whether there is such an account: nothing, neither in words nor in time.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serveDashboard } from '#test/belfry/dashboard-browser'
import { temporaryBelfry } from '#test/belfry/temporary-belfry'

const PASSWORD = 'a quiet heron at dusk'
const ADA = 'ada@example.com'

test('an unknown address is answered as a wrong password is, and as slowly', { timeout: 60_000 }, async () => {
  await using site = await temporaryBelfry({ dashboard: true })
  await using server = await serveDashboard(site.belfry)
  const link = await site.belfry.setUpLink()
  const token = link?.path.split('#')[1]
  const made = await server.browser().ask('POST', '/dashboard/api/accounts', {
    token,
    name: 'Ada',
    email: ADA,
    password: PASSWORD,
  })
  assert.equal(made.status, 201)
  let tries = 0
  // Each from an address of its own, so that no limit answers.
  const attempt = async (email: string) => {
    tries += 1
    const since = performance.now()
    const body = { email, password: 'not that heron at all' }
    const from = { 'x-forwarded-for': `198.51.100.${tries}` }
    const answer = await server.browser().ask('POST', '/dashboard/api/sign-in', body, from)
    return { answer, took: performance.now() - since }
  }
  const known = []
  const unknown = []
  for (let n = 0; n < 4; n += 1) {
    known.push(await attempt(ADA))
    unknown.push(await attempt(`nobody-${n}@example.com`))
  }
  const said = new Set([...known, ...unknown].map(({ answer }) => JSON.stringify([answer.status, answer.body])))
  assert.deepEqual(said.size, 1, [...said].join('\n'))
  assert.match([...said][0] ?? '', /sign-in-failed/)
  const [a, b] = [known, unknown].map((all) => Math.min(...all.map(({ took }) => took))) as [number, number]
  assert.ok(
    Math.min(a, b) / Math.max(a, b) > 0.6,
    `${Math.round(a)} ms for a known address, ${Math.round(b)} ms for none`,
  )
})
