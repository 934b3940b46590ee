import { TokenBuckets, type Allowance, type Budget } from './token-buckets.ts'

/** Takes one of somebody's budget. */
export type TakeOne = (of: string) => Promise<Allowance>

/** A budget is asked for in this many blocks: so little is what a process may hold and not use. */
const BLOCKS = 100

/**
 * A budget for all processes together that costs the database little: each process takes a block of a hundredth of it
 * at a time, and counts for itself as well. Without `share`, or where the database does not answer, its own count is
 * left.
 */
export function createBlockLimit(
  budget: Budget,
  now: () => number,
  share?: (budget: Budget, of: string) => Promise<Allowance>,
): TakeOne {
  const size = Math.max(1, Math.floor(budget.burst / BLOCKS))
  const blocks: Budget = {
    name: budget.name,
    burst: Math.floor(budget.burst / size),
    perMinute: budget.perMinute / size,
  }
  const own = new TokenBuckets(budget)
  const held = new Map<string, number>()
  const coming = new Map<string, Promise<Allowance | undefined>>()

  async function takeBlock(of: string): Promise<Allowance | undefined> {
    // Its own count still bounds this process.
    const found = await share?.(blocks, of).catch(() => undefined)
    if (found === undefined || found.waitMs === 0) {
      held.set(of, size)
      return undefined
    }
    own.empty(of, now())
    return { budget, tokens: 0, waitMs: found.waitMs }
  }

  return async (of) => {
    const taken = own.take(of, now())
    if (taken.waitMs > 0 || share === undefined) return taken
    for (;;) {
      const left = held.get(of) ?? 0
      if (left > 1) held.set(of, left - 1)
      else held.delete(of)
      if (left > 0) return taken
      // Many requests at once wait for one block, and do not take one each.
      const block = coming.get(of) ?? takeBlock(of).finally(() => coming.delete(of))
      coming.set(of, block)
      const spent = await block
      if (spent !== undefined) return spent
    }
  }
}
