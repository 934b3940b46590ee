import { kindOf, type Audience } from '../audiences/audience.ts'
import { statement } from '../database/statement.ts'
import { rowsOf, type Steps } from '../database/steps.ts'

export interface AddressedNotification {
  siteId: string
  number: number
  audience: Audience
}

// 1000 people, the most there may be: 2 ms on SQLite, 9 on PostgreSQL.
const NAME = statement(
  `insert into belfry.addressees (external_id, site_id, notification)
   select distinct named, :siteId, :number::bigint from unnest(:named::text[]) as named`,
  `insert into belfry_addressees (external_id, site_id, notification)
   select distinct value, :siteId, :number from json_each(:named)`,
)

/**
 * Notes whom a list names, so that each finds it in the inbox: also somebody who has no browser yet. Any other audience
 * says it in one word, and is found by that.
 */
export function* nameAddressees({ siteId, number, audience }: AddressedNotification): Steps<void> {
  if (audience.kind !== 'subscribers') return
  yield* rowsOf(NAME, { siteId, number, named: kindOf(audience).names(audience.value) })
}
