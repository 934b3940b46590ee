import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { deliveryFixture, type DeliveryFixture } from '#test/deliveries/delivery-fixture'

const program = fileURLToPath(new URL('../../../../../test/support/belfry/engine-process.ts', import.meta.url))

async function startProcess(
  { file, key }: DeliveryFixture,
  { allow, ca, resolve }: PushService,
  threads = 1,
): Promise<ChildProcess> {
  const options = { file, keys: [key], push: { allow, ca, resolve }, threads }
  const child = spawn(process.execPath, [...process.execArgv, program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

async function finished(fixture: DeliveryFixture, id: string): Promise<void> {
  const deadline = Date.now() + 40_000
  while ((await fixture.get(id)).state !== 'done') {
    assert.ok(Date.now() < deadline, `not done: ${JSON.stringify((await fixture.get(id)).progress)}`)
    await delay(50)
  }
}

test(
  'killed at any moment, the engine loses nobody, and repeats only unrecorded deliveries',
  { timeout: 90_000 },
  async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const subscribers = await fixture.subscribe(service, 2000, { keep: 'ids' })
    service.faults.add({ action: 'slow', delayMs: 40 })
    const id = await fixture.send({ title: 'Important' })

    let kills = 0
    for (const afterMs of [5, 80, 200, 400]) {
      const child = await startProcess(fixture, service)
      await delay(afterMs + Math.random() * 60)
      await kill(child)
      kills += 1
    }
    const last = await startProcess(fixture, service)
    await finished(fixture, id)
    const exit = once(last, 'exit')
    last.kill('SIGTERM')
    assert.deepEqual(await exit, [0, null])

    const times = subscribers.map((one) => service.subscription(one.id)?.own?.delivered ?? 0)
    const repeated = times.reduce((sum, n) => sum + Math.max(0, n - 1), 0)
    assert.equal(times.filter((n) => n === 0).length, 0, 'somebody got nothing')
    assert.deepEqual((await fixture.get(id)).progress.outcomes, { accepted: 2000 })
    t.diagnostic(`${kills} kills, ${repeated} of 2000 repeated`)
    // Far below the repeat window (580 each time, see repeat-window.ts), because the disk is fast here.
    assert.ok(repeated <= kills * 400, `${repeated} repeated`)
  },
)
