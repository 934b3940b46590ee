import { householdOf, networkOf } from './client-address.ts'
import { TokenBuckets, type Allowance, type Budget } from './token-buckets.ts'

/** How many may join from one address, one network and at one site. Each process counts for itself. */
export interface JoinBudgets {
  /** Of an address of IPv4, or a /64 of IPv6. */
  address: Budget
  /** Of a /24 of IPv4, or a /48 of IPv6: one customer of a provider may have that many. */
  network: Budget
  /** Of all together whose address is unknown. */
  nameless: Budget
  /** Of a site as a whole, invented addresses included. */
  site: Budget
}

// A page visit costs one. An office behind one address stays far below, a script that fills the table does not. A busy
// site has fifty times as many, from all of its visitors.
export const JOIN_BUDGETS: JoinBudgets = {
  address: { name: 'address', burst: 120, perMinute: 120 },
  network: { name: 'network', burst: 1200, perMinute: 1200 },
  nameless: { name: 'nameless', burst: 6000, perMinute: 6000 },
  site: { name: 'site', burst: 12_000, perMinute: 12_000 },
}

// A broadcast to a million is reported within minutes; a worker that is refused keeps its report for later.
export const REPORT_BUDGETS: JoinBudgets = {
  address: { name: 'address', burst: 240, perMinute: 240 },
  network: { name: 'network', burst: 12_000, perMinute: 12_000 },
  nameless: { name: 'nameless', burst: 600_000, perMinute: 600_000 },
  site: { name: 'reports', burst: 600_000, perMinute: 600_000 },
}

/** Somebody who wants to join. `address`: undefined where it is unknown. */
export interface Joiner {
  siteId: string
  address: string | undefined
}

/**
 * Takes one from each budget that a joiner has a part in, and ends with the first that is spent. The narrowest comes
 * first: a joiner refused there takes nothing from the others.
 */
export function createJoinLimits(
  budgets: JoinBudgets,
  now: () => number,
): (joiner: Joiner) => readonly [Allowance, ...Allowance[]] {
  const of = {
    address: new TokenBuckets(budgets.address),
    network: new TokenBuckets(budgets.network),
    nameless: new TokenBuckets(budgets.nameless),
    site: new TokenBuckets(budgets.site),
  }
  return ({ siteId, address }) => {
    const at = now()
    const first = address === undefined ? of.nameless.take('', at) : of.address.take(householdOf(address), at)
    const taken: [Allowance, ...Allowance[]] = [first]
    const further = [
      ...(address === undefined ? [] : [() => of.network.take(networkOf(address), at)]),
      () => of.site.take(siteId, at),
    ]
    for (const take of further) if (taken.at(-1)?.waitMs === 0) taken.push(take())
    return taken
  }
}
