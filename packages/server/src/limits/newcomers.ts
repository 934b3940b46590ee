import { householdOf, isLoopback, networkOf } from './client-address.ts'
import type { Allowance, Budget } from './token-buckets.ts'

const DAY_MINUTES = 1440
const aDay = (name: string, most: number): Budget => ({ name, burst: most, perMinute: most / DAY_MINUTES })

/** New subscriptions of a day. A university behind one address makes a few hundred, a script as many as it may. */
export const NEWCOMER_BUDGETS = {
  address: aDay('new-address', 1000),
  network: aDay('new-network', 20_000),
}

export type AdmitNewcomer = (address: string | undefined) => Promise<Allowance | undefined>

/**
 * Takes one of the day's new subscriptions of an address and its network; the budget that is spent, if one is. Where
 * the address is unknown, only the budgets of a minute hold.
 */
export function createNewcomerLimit(
  share: (budget: Budget, of: string) => Promise<Allowance>,
  budgets: typeof NEWCOMER_BUDGETS = NEWCOMER_BUDGETS,
): AdmitNewcomer {
  return async (address) => {
    if (address === undefined || isLoopback(address)) return undefined
    const household = await share(budgets.address, householdOf(address))
    if (household.waitMs > 0) return household
    const network = await share(budgets.network, networkOf(address))
    return network.waitMs > 0 ? network : undefined
  }
}
