import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Beside, type Place, Slots } from './slots.ts'

describe('slots', () => {
  /** Work that notes when it starts, and ends when told. */
  function stage(slots: Slots) {
    const started: string[] = []
    const ends = new Map<string, () => void>()
    const ended: Promise<void>[] = []
    return {
      started,
      add: (name: string, beside?: Beside, place: Place = slots) => {
        const { promise, resolve } = Promise.withResolvers<void>()
        ends.set(name, resolve)
        const work = () => {
          started.push(name)
          return promise
        }
        ended.push(place.run(work, beside))
      },
      end: async (name: string) => {
        ends.get(name)?.()
        await new Promise((resolve) => setImmediate(resolve))
      },
      all: async () => {
        for (const end of ends.values()) end()
        await Promise.all(ended)
      },
    }
  }

  it('are filled in the order of coming, but never with two browsers', async () => {
    const { started, add, end, all } = stage(new Slots({ count: 2 }))
    add('tower')
    add('first page', 'no-browser')
    add('second page', 'no-browser')
    add('rope')
    assert.deepEqual(started, ['tower', 'first page'])
    await end('tower')
    assert.deepEqual(started, ['tower', 'first page', 'rope'])
    add('bell')
    await end('first page')
    assert.deepEqual(started, ['tower', 'first page', 'rope', 'second page'], 'browsers first')
    await all()
  })

  it('are first for early work, but for a browser', async () => {
    const slots = new Slots({ count: 1 })
    const { started, add, end, all } = stage(slots)
    add('tower')
    add('rope')
    add('scaffold', 'anything', slots.early)
    add('page', 'no-browser')
    for (const name of ['tower', 'page', 'scaffold']) await end(name)
    assert.deepEqual(started, ['tower', 'page', 'scaffold', 'rope'])
    await all()
  })

  it('are all free for what runs beside nothing, at the end', async () => {
    const { started, add, end, all } = stage(new Slots({ count: 2 }))
    add('tower')
    add('again', 'nothing')
    add('rope')
    add('page', 'no-browser')
    add('second page', 'no-browser')
    assert.deepEqual(started, ['tower', 'rope'])
    for (const name of ['tower', 'rope', 'page']) await end(name)
    assert.deepEqual(started, ['tower', 'rope', 'page', 'second page'])
    await end('second page')
    assert.deepEqual(started.at(-1), 'again')
    add('bell')
    assert.deepEqual(started.at(-1), 'again')
    await end('again')
    assert.deepEqual(started.at(-1), 'bell')
    await all()
  })

  it('are up to twice as many while a core is idle', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    let idle = 1
    const { started, add, all } = stage(new Slots({ count: 1, idleCores: () => idle }))
    for (const name of ['tower', 'rope', 'bell']) add(name)
    t.mock.timers.tick(1000)
    assert.deepEqual(started, ['tower', 'rope'])
    t.mock.timers.tick(1000)
    assert.deepEqual(started, ['tower', 'rope'], 'and no more')
    await all()
    idle = 0.2
    const busy = stage(new Slots({ count: 1, idleCores: () => idle }))
    for (const name of ['tower', 'rope']) busy.add(name)
    t.mock.timers.tick(1000)
    assert.deepEqual(busy.started, ['tower'])
    await busy.all()
  })

  it('give back what the work returns or throws, and go on', async () => {
    const slots = new Slots({ count: 1 })
    const broken = slots.run(() => Promise.reject(new Error('it tore')))
    const whole = slots.run(async () => 7)
    await assert.rejects(broken, /it tore/)
    assert.equal(await whole, 7)
  })
})
