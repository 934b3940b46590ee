import type { StatementDatabase } from '../../database/statement.ts'
import { createDigestGate } from '../../digests/sending/digest-gate.ts'
import { createPaceGate } from '../../pace/gate/pace-gate.ts'
import { createPaceStore } from '../../pace/pace-store.ts'
import type { SiteNotices } from '../../forms/notice.ts'
import { createPersonalCaps } from '../../pace/personal-caps.ts'
import type { SitePaces } from '../../pace/pace.ts'
import { readSilent } from '../../pace/reaction-store.ts'
import { createDayReader } from '../../pace/time-zones.ts'
import { createPreferencesGate } from '../../preferences/preferences-gate.ts'
import type { DeliveryGate } from '../delivery-gate.ts'

export interface GateNeeds {
  /** The caps of a site as they are set up now; undefined where it has none. */
  pacesOf?: (siteId: string) => SitePaces | undefined
  /** What a site shows in place of content that is kept back. */
  noticesOf?: (siteId: string) => SiteNotices | undefined
}

/** The gates of an engine, on the connection of its thread, in the order in which they are asked. */
export function openGates<Tx>(
  database: StatementDatabase<Tx>,
  { pacesOf = () => undefined, noticesOf = () => undefined }: GateNeeds,
): DeliveryGate[] {
  // The last one: who does not want the message now has no place taken for it.
  const pace = createPaceGate({
    store: createPaceStore(database),
    readDays: createDayReader(database),
    pacesOf,
    personal: createPersonalCaps(database),
    readSilent: (silence, subscribers, now) => readSilent(database, silence, subscribers, now),
  })
  // The first one: whoever wants no content on the screen gets none of a digest.
  return [
    createDigestGate(database, noticesOf),
    createPreferencesGate(database, { noticesOf, quietHoursOf: (site) => pacesOf(site)?.quietHours }),
    pace,
  ]
}
