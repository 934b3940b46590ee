import { householdOf, networkOf } from './client-address.ts'
import { TokenBuckets, type Allowance, type Budget } from './token-buckets.ts'

/** How many may join from one address, one network, at one site and on the whole server. */
export interface JoinBudgets {
  /** Of an address of IPv4, or a /64 of IPv6. */
  address: Budget
  /** Of a /24 of IPv4, or a /48 of IPv6: one customer of a provider may have that many. */
  network: Budget
  /** Of all together whose address is unknown. */
  nameless: Budget
  /** Of a site as a whole, invented addresses included. */
  site: Budget
  /** Of all sites together. */
  server: Budget
}

// A page visit costs one. An office behind one address stays far below, a script that fills the table does not. A busy
// site has fifty times as many, from all of its visitors.
export const JOIN_BUDGETS: JoinBudgets = {
  address: { name: 'address', burst: 120, perMinute: 120 },
  network: { name: 'network', burst: 1200, perMinute: 1200 },
  nameless: { name: 'nameless', burst: 6000, perMinute: 6000 },
  site: { name: 'site', burst: 12_000, perMinute: 12_000 },
  server: { name: 'server', burst: 60_000, perMinute: 60_000 },
}

// A broadcast to a million is reported within minutes; a worker that is refused keeps its report for later.
export const REPORT_BUDGETS: JoinBudgets = {
  address: { name: 'address', burst: 240, perMinute: 240 },
  network: { name: 'network', burst: 12_000, perMinute: 12_000 },
  nameless: { name: 'nameless', burst: 600_000, perMinute: 600_000 },
  site: { name: 'reports', burst: 600_000, perMinute: 600_000 },
  server: { name: 'all-reports', burst: 1_200_000, perMinute: 1_200_000 },
}

// Scripts, and what pages ask: a visit costs a handful, most of it from caches.
export const READ_BUDGETS: JoinBudgets = {
  address: { name: 'address', burst: 1200, perMinute: 1200 },
  network: { name: 'network', burst: 24_000, perMinute: 24_000 },
  nameless: { name: 'nameless', burst: 600_000, perMinute: 600_000 },
  site: { name: 'reads', burst: 600_000, perMinute: 600_000 },
  server: { name: 'all-reads', burst: 1_200_000, perMinute: 1_200_000 },
}

/** Somebody who asks. `address`: undefined where it is unknown. */
export interface Joiner {
  siteId: string
  address: string | undefined
}

type Taken = [Allowance, ...Allowance[]]

/**
 * Takes one from each budget that a joiner has a part in, and ends with the first that is spent. The narrowest comes
 * first: a joiner refused there takes nothing from the others. With `share` a budget is one for all processes; what
 * this process alone has spent is refused without asking.
 */
export function createJoinLimits(
  budgets: JoinBudgets,
  now: () => number,
  share?: (budget: Budget, of: string) => Promise<Allowance>,
): (joiner: Joiner) => Promise<readonly [Allowance, ...Allowance[]]> {
  const own = new Map(Object.values({ ...budgets }).map((budget: Budget) => [budget, new TokenBuckets(budget)]))
  return async ({ siteId, address }) => {
    const at = now()
    const parts = partsOf(budgets, siteId, address)
    const taken: Allowance[] = []
    for (const [budget, of] of parts) {
      taken.push((own.get(budget) as TokenBuckets).take(of, at))
      if (taken.at(-1)?.waitMs !== 0) return taken as Taken
    }
    if (share === undefined) return taken as Taken
    for (const [index, [budget, of]] of parts.entries()) {
      taken[index] = await share(budget, of)
      if (taken[index].waitMs === 0) continue
      ;(own.get(budget) as TokenBuckets).empty(of, at)
      return taken as Taken
    }
    return taken as Taken
  }
}

function partsOf(budgets: JoinBudgets, siteId: string, address: string | undefined): [Budget, string][] {
  const whose: [Budget, string][] =
    address === undefined
      ? [[budgets.nameless, '']]
      : [
          [budgets.address, householdOf(address)],
          [budgets.network, networkOf(address)],
        ]
  return [...whose, [budgets.site, siteId], [budgets.server, '']]
}
