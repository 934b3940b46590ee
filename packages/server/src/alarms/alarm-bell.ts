import { createHash } from 'node:crypto'
import type { Database } from '../database/database.ts'
import type { Notifications } from '../notifications/routes.ts'
import { findSite } from '../sites/site-store.ts'
import type { RingAlarm, RingingAlarm } from '../telemetry/alarms.ts'
import type { Log } from '../telemetry/logger.ts'
import { silenceFormerOperators } from './alarm-people.ts'
import { ALARM_SITE, ALARM_TOPIC } from './alarm-site.ts'
import { claimRing } from './claim-ring.ts'

export interface AlarmBellNeeds {
  database: Database
  /** Asked only when something rings: the room is made later. */
  notifications: () => Pick<Notifications, 'create'>
  log: Log
  now: () => number
}

const DAY_S = 86_400

/**
 * Sends alarms to the browsers of operators who asked for them: a cause once a day, whichever process met it, and few
 * causes a day. What goes wrong with these notifications themselves rings nowhere.
 */
export function createAlarmBell({ database, notifications, log, now }: AlarmBellNeeds): RingAlarm {
  async function ring(alarm: RingingAlarm): Promise<void> {
    if (alarm.site === ALARM_SITE) return
    const site = await findSite(database.kysely, ALARM_SITE)
    if (site?.url == null || !(await claimRing(database, alarm.cause, now()))) return
    await silenceFormerOperators(database.kysely)
    await notifications().create(ALARM_SITE, noticeOf(alarm, site.url), {})
  }
  return (alarm) => {
    ring(alarm).catch((error: unknown) => log.warn({ error }, 'operators could not be told of an alarm'))
  }
}

/** `dashboard`: its address, which is the site's. */
export function noticeOf({ cause, title, text, screen }: RingingAlarm, dashboard: string): object {
  return {
    to: { topic: ALARM_TOPIC },
    title,
    body: text,
    url: new URL(screen, dashboard).href,
    tag: `alarm-${createHash('sha256').update(cause).digest('hex').slice(0, 16)}`,
    urgency: 'high',
    ttl: DAY_S,
  }
}
