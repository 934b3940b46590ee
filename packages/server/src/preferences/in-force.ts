import { minutesOf } from '../digests/time-of-day.ts'
import type { SiteQuietHours } from '../pace/pace.ts'
import { timeZoneOf, type TimeZone } from './local-time.ts'
import type { WantedDeliveries } from './delivery-preferences-store.ts'
import type { DeliveryPreferences } from './delivery-preferences.ts'

/** What a person has said, completed by what the site says for those who have said nothing. Pure. */
export function inForce(wanted: DeliveryPreferences, site: SiteQuietHours | null | undefined): DeliveryPreferences {
  if (site === null || site === undefined || wanted.quietHours !== null || wanted.noQuietHours) return wanted
  return { ...wanted, quietHours: { from: minutesOf(site.from), to: minutesOf(site.to) } }
}

/** The zone that a person's quiet hours go by: the chosen one, that of the browser, the site's. */
export function zoneOf(
  { preferences, browserZone }: Pick<WantedDeliveries, 'preferences' | 'browserZone'>,
  site: SiteQuietHours | null | undefined,
): TimeZone {
  return timeZoneOf(preferences.timeZone ?? browserZone ?? site?.timeZone ?? null)
}
