import type { Generated } from 'kysely'

// The tables of the rooms interactions and funnel, as schema.ts has the rest.

interface InteractionGroupsTable {
  id: Generated<number>
  size: number
  reports: string
}

interface InteractionLogTable {
  id: Generated<number>
  notification: number
  subscription: number
  kind: number
  device: number
  at: number
}

type InteractionsTable = Omit<InteractionLogTable, 'id'>

interface InteractionCountsTable {
  notification: number
  kind: number
  device: number
  count: number
}

interface InteractionDaysTable {
  site_id: string
  day: number
  topic_id: string
  kind: number
  device: number
  count: number
}

interface IrrelevancesTable {
  subscriber_id: number
  topic_id: string
  notification: number
  at: number
}

interface MutesTable {
  subscriber_id: number
  topic_id: string
  at: number
}

interface FunnelTable {
  site_id: string
  day: number
  topic_id: string
  browser: string
  prompt: string
  step: string
  count: number
}

export interface InteractionTables {
  belfry_funnel: FunnelTable
  belfry_interaction_groups: InteractionGroupsTable
  belfry_interaction_log: InteractionLogTable
  belfry_interactions: InteractionsTable
  belfry_interaction_counts: InteractionCountsTable
  belfry_interaction_days: InteractionDaysTable
  belfry_irrelevances: IrrelevancesTable
  belfry_mutes: MutesTable
}
