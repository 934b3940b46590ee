import type { Generated } from 'kysely'

/** The tables of what Belfry does for itself. */
export interface UpkeepTables {
  belfry_setup: SetupTable
  belfry_write_checks: WriteChecksTable
  belfry_chores: ChoresTable
  belfry_ageing: AgeingTable
  belfry_budgets: BudgetsTable
}

interface BudgetsTable {
  key: string
  tokens: number
  granted: number
  at: number
  full_at: number
}

interface SetupTable {
  id: number
  version: number
}

interface WriteChecksTable {
  id: number
  checked_at: number
}

interface ChoresTable {
  name: string
  every_ms: number
  due_at: Generated<number>
  owner: string | null
  owned_until: Generated<number>
  done_at: number | null
}

interface AgeingTable {
  site_id: string
  at: number
  stale_days: number
  remove_days: number
  active: number
  stale: number
  aged: number
  never_accepted_days: Generated<number>
  never_accepted: Generated<number>
}
