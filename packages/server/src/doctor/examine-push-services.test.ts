import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { freePort } from '#test/network/free-port'
import { examinePushServices } from './examine-push-services.ts'

const HOUR = 3_600_000
const wayTo = ({ allow, ca, resolve }: PushService) => ({ allow, ca, resolve })

test('all push services, and one of your own, answer through the sender of the engine', async () => {
  await using service = await startPushService()
  const found = await examinePushServices(wayTo(service), Date.now)
  assert.deepEqual(new Set(found.map(({ level }) => level)), new Set(['ok']))
  const text = found.map((one) => one.text).join('\n')
  assert.match(text, /fcm\.googleapis\.com answers/)
  assert.ok(text.includes(`${new URL(service.pushUrl).host} answers`))
  assert.match(text, /clock agrees/)
})

for (const [off, level, told] of [
  [2 * HOUR, 'warning', /2 h|120 min/],
  [13 * HOUR, 'problem', /13 h ahead of the push services', which refuse/],
  [-5 * HOUR, 'problem', /5 h behind the push services', which refuse/],
] as const) {
  test(`a clock that is ${off / HOUR} h off is a ${level}, and the difference is reported`, async () => {
    await using service = await startPushService()
    const found = await examinePushServices(wayTo(service), () => Date.now() + off)
    const [clock, ...more] = found.filter(({ text }) => text.includes('clock'))
    assert.equal(more.length, 0)
    assert.equal(clock?.level, level)
    assert.match(clock?.text ?? '', told)
    assert.match(clock?.text ?? '', /NTP/)
  })
}

test('an unreachable service is reported with the reason and the remedy', async () => {
  await using service = await startPushService()
  const closed = `127.0.0.1:${await freePort()}`
  const { resolve, allow } = service
  const [host = ''] = allow.filter((entry) => !entry.startsWith('*.'))
  const found = await examinePushServices({ allow, resolve: { ...resolve, 'fcm.googleapis.com': closed } }, Date.now)
  const [fcm, others, ...more] = found
  assert.match(fcm?.text ?? '', /^fcm\.googleapis\.com cannot be reached \(.*ECONNREFUSED\).*firewall/)
  assert.match(others?.text ?? '', /^updates\.push\.services\.mozilla\.com, .* cannot be reached .*BELFRY_PUSH_CA/)
  assert.ok(others?.text.includes(`, ${host} cannot be reached`))
  assert.ok(found.every(({ level }) => level === 'problem'))
  assert.equal(more.length, 0, 'once a cause')
})
