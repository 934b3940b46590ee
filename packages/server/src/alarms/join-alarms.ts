import type { Database } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { findSite } from '../sites/site-store.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import type { Sites } from '../sites/sites.ts'
import type { Topics } from '../topics/topics.ts'
import { ALARM_SITE, ALARM_TOPIC } from './alarm-site.ts'

export interface JoinAlarmsNeeds {
  database: Pick<Database, 'kysely' | 'read'>
  sites: Pick<Sites, 'create' | 'change'>
  topics: Pick<Topics, 'create'>
}

// Dashboards of one server have few addresses.
const MOST_ORIGINS = 20

/**
 * Makes the site of alarms when the first operator wants them, and lets the pages of this dashboard subscribe.
 * `dashboard`: its address, with a slash at its end.
 */
export async function openAlarmSite({ database, sites, topics }: JoinAlarmsNeeds, dashboard: string): Promise<void> {
  const { origin } = new URL(dashboard)
  const known = await findSite(database.kysely, ALARM_SITE)
  if (known === undefined) {
    const own = await findSite(database.kysely, DEFAULT_SITE)
    const made = sites.create({
      id: ALARM_SITE,
      name: 'Alarms',
      url: dashboard,
      origins: [origin],
      ...(own?.contact ? { contact: own.contact } : {}),
      inbox: false,
    })
    // Another request may have made it a moment ago.
    await made.catch(unlessTaken('site-taken'))
  } else if (!known.origins.includes(origin)) {
    const origins = [...known.origins, origin].slice(-MOST_ORIGINS)
    await sites.change(ALARM_SITE, { origins })
  }
  await topics
    .create(ALARM_SITE, {
      id: ALARM_TOPIC,
      name: 'Alarms',
      description: 'What keeps messages from people, and what to do.',
      access: 'granted',
      transactional: true,
      default: false,
      pace: null,
      notRelevant: false,
      privacy: 'full',
    })
    .catch(unlessTaken('topic-taken'))
}

function unlessTaken(code: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Refusal) || error.code !== code) throw error
  }
}
