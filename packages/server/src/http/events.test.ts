import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserSubscription, temporaryBelfry } from '#test/belfry/temporary-belfry'
import { createMetrics } from '../telemetry/metrics.ts'
import { createHttpEvents } from './events.ts'

interface Line {
  level: string
  message: string
  fields: Record<string, unknown>
}

function watchLog() {
  const lines: Line[] = []
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, fields: { ...fields } })
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
  return { log, refusals: () => lines.filter(({ message }) => message.includes('refused')), lines }
}

const PATH = '/b/default/subscription'

test('a registration that only the operator can let through is a warning, once a cause, with what to do', async () => {
  let clock = Date.now()
  const { log, refusals } = watchLog()
  await using site = await temporaryBelfry({ log, now: () => clock })
  const at = (host: string) => ({ ...browserSubscription(), endpoint: `https://${host}/push/capability` })
  for (let i = 0; i < 20; i += 1) {
    assert.equal((await site.page('PUT', PATH, at('push.example.net'))).status, 400)
  }
  await site.page('PUT', PATH, at('push.example.org'))
  const [first, second, ...more] = refusals()
  assert.equal(more.length, 0)
  assert.equal(first?.level, 'warn')
  assert.match(String(first?.fields['detail']), /push\.example\.net/)
  assert.match(String(first?.fields['help']), /BELFRY_PUSH_ALLOW/)
  assert.match(String(second?.fields['detail']), /push\.example\.org/)
  assert.doesNotMatch(JSON.stringify(refusals()), /capability/)
  clock += 11 * 60_000
  await site.page('PUT', PATH, at('push.example.net'))
  assert.equal(refusals().length, 3)
  assert.ok(Number(refusals()[2]?.fields['count']) >= 19)
})

for (const [code, page, told] of [
  ['origin-foreign', { path: PATH, body: {}, headers: { origin: 'https://new.example.com' } }, /new\.example\.com/],
  ['site-unknown', { path: '/b/shop/subscription', body: {} }, /shop/],
  ['identity-malformed', { path: PATH, body: { identity: 'of.another.kind' } }, /identity/],
  ['topic-unknown', { path: PATH, body: { topics: ['undeclared'] } }, /undeclared/],
] as const) {
  test(`${code} is for the operator`, async () => {
    const { log, refusals } = watchLog()
    await using site = await temporaryBelfry({ log })
    const { headers } = { headers: {}, ...page }
    const { body } = await site.page('PUT', page.path, { ...browserSubscription(), ...page.body }, headers)
    assert.equal(body.code, code)
    const [line, ...more] = refusals()
    assert.equal(more.length, 0)
    assert.equal(line?.level, 'warn')
    assert.match(String(line?.fields['detail']), told)
  })
}

test('what the page itself can put right stays an info line, and so does what a server asked for', async () => {
  const { log, refusals } = watchLog()
  await using site = await temporaryBelfry({ log })
  await site.page('PUT', PATH, { ...browserSubscription(), keys: { p256dh: 'x', auth: 'y' } })
  await site.api('POST', '/v1/notifications', { to: { topic: 'undeclared' }, title: 'Hello' })
  assert.deepEqual(
    refusals().map(({ level }) => level),
    ['info', 'info'],
  )
})

test('people kept out are reported once a cause: a full site, a proxy that says nothing, no connection', () => {
  const { log, lines } = watchLog()
  let clock = 0
  const events = createHttpEvents(log, createMetrics(), {}, () => clock)
  const limited = { site: 'shop', budget: 'address', hasConnection: true, isForwarded: false }
  for (let n = 0; n < 3; n += 1) {
    events.limited(limited)
    events.limited({ ...limited, isForwarded: true })
    events.limited({ ...limited, budget: 'site' })
    events.limited({ ...limited, budget: 'nameless' })
    events.limited({ ...limited, budget: 'nameless', hasConnection: false })
  }
  const words = [
    /proxy that is not trusted/,
    /the site shop/,
    /does not send X-Forwarded-For/,
    /without their connection/,
  ]
  assert.equal(lines.length, words.length)
  for (const [index, word] of words.entries()) assert.match(lines[index]?.message ?? '', word)
  clock += 11 * 60_000
  events.limited({ ...limited, budget: 'site' })
  assert.equal(lines.filter(({ message }) => message.includes('the site shop')).length, 2)
})
