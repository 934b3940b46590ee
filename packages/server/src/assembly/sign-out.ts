import { appendWithin } from '../audit/append-audit.ts'
import type { Database, Queries } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { SiteDirectory } from '../sites/site-directory.ts'
import type { SubscriptionEvents } from '../subscriptions/events.ts'
import { signOutEverywhere, takeBackGrants } from '../subscriptions/sign-out-everywhere.ts'
import type { FrontDoorNeeds } from './front-door.ts'

export interface SignOutNeeds {
  database: Database
  directory: Pick<SiteDirectory, 'site'>
  events: SubscriptionEvents
  now: () => number
}

/** Signing out as the app that holds a Belfry asks for it; recorded without the person, as over the API. */
export function createSignOut({ database, directory, events, now }: SignOutNeeds): FrontDoorNeeds['signOut'] {
  return async ({ site, subscriber, only }) => {
    if ((await directory.site(site)) === undefined) {
      throw new Refusal('site-unknown', `there is no site ${JSON.stringify(site.slice(0, 100))}`, { field: 'site' })
    }
    const person = { siteId: site, externalId: subscriber }
    const event = only === undefined ? 'signOutEverywhere' : 'takeBackGrants'
    const details = { by: 'belfry.signOut()' }
    const told = (tx: Queries) =>
      appendWithin(tx, database.dialect, [{ at: now(), site, event, subject: null, details }])
    return only === undefined
      ? { topics: [], ...(await signOutEverywhere(database, events, person, now(), told)) }
      : { subscriptions: 0, ...(await takeBackGrants(database, events, person, now(), told)) }
  }
}
