import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { SiteDirectory } from '../sites/site-directory.ts'
import type { SubscriptionEvents } from '../subscriptions/events.ts'
import { signOutEverywhere, takeBackGrants } from '../subscriptions/sign-out-everywhere.ts'
import type { FrontDoorNeeds } from './front-door.ts'

export interface SignOutNeeds {
  database: Database
  directory: Pick<SiteDirectory, 'site'>
  events: SubscriptionEvents
  audit: Pick<AuditLog, 'add'>
  now: () => number
}

/** Signing out as the app that holds a Belfry asks for it; recorded without the person, as over the API. */
export function createSignOut({ database, directory, events, audit, now }: SignOutNeeds): FrontDoorNeeds['signOut'] {
  return async ({ site, subscriber, only }) => {
    if ((await directory.site(site)) === undefined) {
      throw new Refusal('site-unknown', `there is no site ${JSON.stringify(site.slice(0, 100))}`, { field: 'site' })
    }
    const person = { siteId: site, externalId: subscriber }
    const event = only === undefined ? 'signOutEverywhere' : 'takeBackGrants'
    const ended =
      only === undefined
        ? { topics: [], ...(await signOutEverywhere(database, events, person, now())) }
        : { subscriptions: 0, ...(await takeBackGrants(database, events, person, now())) }
    await audit.add({ site, event, subject: null, details: { by: 'belfry.signOut()' } })
    return ended
  }
}
