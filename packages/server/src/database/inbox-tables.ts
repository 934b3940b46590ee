import type { Generated } from 'kysely'

// The tables of the room inbox, as schema.ts has the rest.

interface AddresseesTable {
  external_id: string
  site_id: string
  notification: number
}

interface PastPreferencesTable {
  subscriber_id: number
  topic_id: string
  on_from: number
  on_until: number
}

interface InboxMarksTable {
  subscriber_id: number
  read_until: Generated<number>
  read: Generated<string>
  dismissed: Generated<string>
  version: Generated<number>
}

export interface InboxTables {
  belfry_addressees: AddresseesTable
  belfry_past_preferences: PastPreferencesTable
  belfry_inbox_marks: InboxMarksTable
}
