import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startPushService, type PushService } from '../../packages/push-service/src/index.ts'
import { cleanEnvironment } from '../support/belfry/clean-environment.ts'
import { postgresStage } from '../support/belfry/postgres-belfry.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { openRoad } from '../support/network/road.ts'
import { until } from '../support/time/until.ts'

const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
const limit = { timeout: 60_000 }

describe('belfry serve --no-work and belfry work', { skip: await whyNoPostgres() }, () => {
  test('one accepts, the other sends, and at SIGTERM it finishes the requests under way', limit, async (t) => {
    await using postgres = await startPostgres()
    await using push = await startPushService()
    await using place = await postgres.createDatabase()
    await using s = postgresStage(place.url, push)
    const serving = start(t, push, s.data, place.url, ['serve', '--no-work', '--port', '0'])
    const address = await serving.says(/Address +(http:\/\/127\.0\.0\.1:\d+)/)
    await using stage = await s.start({ work: false })
    const people: string[] = []
    for (let n = 0; n < 100; n += 1) people.push(await s.subscribe(stage, push))
    // Longer than it takes to send SIGTERM: at most 80 are under way then, and no answer makes room for others.
    const slow = push.faults.add({ action: 'slow', delayMs: 3_000 })
    const accepted = await fetch(`${address}/v1/notifications`, {
      method: 'POST',
      headers: { authorization: `Bearer ${s.apiKey()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to: { all: true }, title: 'Hello', ttl: 3600 }),
    })
    assert.equal(accepted.status, 202)
    const ready = await fetch(`${address}/readyz`)
    assert.equal(ready.status, 200, 'a process that does not send is ready without an engine')

    const working = start(t, push, s.data, place.url, ['work', '--concurrency', '2'])
    assert.equal(await working.says(/Threads +(\d+)/), '2')
    await until(() => (push.faults.list()[0]?.happened ?? 0) > 0, t.signal)
    working.child.kill('SIGTERM')
    assert.equal(await working.exited, 0)
    assert.match(working.output(), /Stopping: finishing what is being sent/)
    const taken = push.messages().length
    const written = await s.sql<{ count: string }>('select count(*) from belfry.deliveries')
    assert.equal(Number(written[0]?.count), taken, 'each sent message is recorded')
    assert.ok(taken < people.length, 'and it did not wait for all the rest')

    push.faults.remove(slow.id)
    const next = start(t, push, s.data, place.url, ['work'])
    await until(async () => {
      const [row] = await s.sql<{ state: string }>('select state from belfry.notifications')
      return row?.state === 'done'
    }, t.signal)
    assert.deepEqual(
      people.map((one) => push.messages(one).length),
      people.map(() => 1),
      'nobody gets it twice',
    )
    for (const one of [next, serving]) one.child.kill('SIGTERM')
    assert.deepEqual(await Promise.all([next.exited, serving.exited]), [0, 0])
  })

  test('end within 20 s when their database no longer answers', limit, async (t) => {
    await using postgres = await startPostgres()
    await using push = await startPushService()
    await using place = await postgres.createDatabase()
    await using road = await openRoad(place.url)
    await using s = postgresStage(place.url, push)
    await using _ = await s.start({ work: false }) // makes the tables
    const working = start(t, push, s.data, road.url, ['work'])
    await working.says(/(Ctrl-C)/)
    const serving = start(t, push, s.data, road.url, ['serve', '--no-work', '--port', '0'])
    await serving.says(/(Ctrl-C)/)
    road.block()
    const asked = performance.now()
    for (const one of [working, serving]) one.child.kill('SIGTERM')
    assert.deepEqual(await Promise.all([working.exited, serving.exited]), [0, 0])
    const seconds = (performance.now() - asked) / 1000
    t.diagnostic(`${seconds.toFixed(1)} s`)
    assert.ok(seconds < 20, `${seconds} s`)
  })
})

function start(t: TestContext, push: PushService, data: string, url: string, args: string[]) {
  const child = spawn(process.execPath, ['--conditions=@belfry/source', main, ...args], {
    env: {
      ...cleanEnvironment(),
      DATABASE_URL: url,
      BELFRY_DATA: data,
      BELFRY_LOG_LEVEL: 'error',
      BELFRY_PUSH_ALLOW: push.allow.join(','),
      BELFRY_PUSH_CA: push.caFile,
      BELFRY_PUSH_RESOLVE: Object.entries(push.resolve)
        .map((pair) => pair.join('='))
        .join(','),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  t.after(() => child.kill('SIGKILL'))
  return {
    child,
    exited,
    output: () => output,
    async says(pattern: RegExp): Promise<string> {
      const ended = exited.then((code) => {
        throw new Error(`ended with ${code}: ${output}`)
      })
      ended.catch(() => undefined)
      await Promise.race([until(() => pattern.test(output), t.signal), ended])
      return pattern.exec(output)?.[1] ?? ''
    },
  }
}
