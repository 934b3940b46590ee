import type { Generated } from 'kysely'

/** What is kept for the sake of people's rights. */
export interface PrivacyTables {
  belfry_erased_people: ErasedPeopleTable
  belfry_consents: ConsentsTable
  belfry_endings: EndingsTable
}

/** Until no identity token of theirs from before can be valid. */
interface ErasedPeopleTable {
  site_id: string
  mark: Uint8Array
  tokens_since: number
}

/** Subscriptions that have changed hands, for ten minutes. */
interface EndingsTable {
  number: Generated<number>
  ended: number
  /** 0: nobody. */
  owner: number
  at: number
}

interface ConsentsTable {
  id: Generated<number>
  site_id: string
  subscriber_id: number
  subscription: number
  kind: 'given' | 'withdrawn'
  origin: string | null
  path: string | null
  wording: string
  topics: string
  at: number
}
