import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBlockLimit } from './block-limit.ts'
import { TokenBuckets, type Budget } from './token-buckets.ts'

const budget = { name: 'key', burst: 1000, perMinute: 1000 }

/** The budgets in the database, without it: what all processes share. */
function sharedPlace(clock: { time: number }) {
  const buckets = new Map<string, TokenBuckets>()
  let asked = 0
  const share = async (one: Budget, of: string) => {
    asked += 1
    await Promise.resolve()
    if (!buckets.has(of)) buckets.set(of, new TokenBuckets(one))
    return buckets.get(of)!.take(of, clock.time)
  }
  return { share, asked: () => asked }
}

async function granted(take: (of: string) => Promise<{ waitMs: number }>, times: number, of = 'a') {
  const taken = await Promise.all(Array.from({ length: times }, () => take(of)))
  return taken.filter(({ waitMs }) => waitMs === 0).length
}

test('all processes together give what one may, and ask the database once for a hundredth of it', async () => {
  const clock = { time: 0 }
  const { share, asked } = sharedPlace(clock)
  const [one, other] = [0, 1].map(() => createBlockLimit(budget, () => clock.time, share))
  assert.equal((await granted(one!, 600)) + (await granted(other!, 600)), 1000)
  assert.equal(asked(), 101)
  assert.equal(await granted(one!, 1, 'b'), 1, 'another has their own')
  clock.time += 6000
  assert.equal(await granted(one!, 200), 100, 'a tenth of a minute later')
})

test('who is refused is told when to come back', async () => {
  const clock = { time: 0 }
  const take = createBlockLimit({ name: 'key', burst: 2, perMinute: 2 }, () => clock.time, sharedPlace(clock).share)
  assert.equal(await granted(take, 5), 2)
  assert.equal((await take('a')).waitMs, 30_000)
})

test('where the database is away each process counts for itself', async () => {
  const take = createBlockLimit(
    budget,
    () => 0,
    () => Promise.reject(new Error('away')),
  )
  assert.equal(await granted(take, 1500), 1000)
})
