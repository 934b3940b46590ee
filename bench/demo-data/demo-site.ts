import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import type { MasterKeys } from '../../packages/server/src/keys/master-keys.ts'
import { findActiveVapidKey } from '../../packages/server/src/keys/vapid-key-store.ts'
import { removeSite } from '../../packages/server/src/sites/remove-site.ts'
import { findSite, saveSite } from '../../packages/server/src/sites/site-store.ts'
import { createSites } from '../../packages/server/src/sites/sites.ts'
import { saveTopic } from '../../packages/server/src/topics/topic-store.ts'
import { DEMO_TOPICS } from './topics.ts'

/** The sample is a site of its own: nothing of others is touched, and nothing that others send reaches it. */
export const DEMO_SITE = 'demo'

/** Where its name is declared, by which it is known again. */
const MARK = 'npm run demo-data'

/** There is a site of that id which somebody else has made. */
export class NotOursError extends Error {
  override name = 'NotOursError'
}

/** Makes the site with its topics and its own VAPID pair; answers with the pair's id. */
export async function makeDemoSite(
  database: OpenedDatabase,
  masterKeys: MasterKeys,
  { now, since }: { now: number; since: number },
): Promise<string> {
  const sites = createSites({ database, masterKeys, changed: () => Promise.resolve(), now: () => now })
  const site = await sites.create({
    id: DEMO_SITE,
    name: 'Sample shop',
    url: 'https://shop.example/',
    origins: ['https://shop.example'],
    contact: 'mailto:shop@example.com',
    notRelevant: true,
  })
  await database.transaction(async (tx) => {
    await saveSite(tx, { ...site, declared: { name: MARK } })
    for (const { id, name, description, transactional, isDefault } of DEMO_TOPICS) {
      const rules = { access: 'open', pace: null, notRelevant: null, privacy: 'full', declared: null } as const
      const topic = { id, name, description, transactional, default: isDefault, ...rules, createdAt: since }
      await saveTopic(tx, DEMO_SITE, topic)
    }
  })
  const key = await findActiveVapidKey(database.kysely, DEMO_SITE)
  if (key === undefined) throw new Error('the sample site has no key')
  return key.id
}

/** Removes the sample with everything of it; false when there is none. Stopped in the middle, it goes on the next time. */
export async function removeDemoSite(database: OpenedDatabase): Promise<boolean> {
  const site = await findSite(database.kysely, DEMO_SITE)
  if (site === undefined) return false
  if (site.declared.name !== MARK) {
    throw new NotOursError(`there is a site "${DEMO_SITE}" that is no sample: it stays as it is`)
  }
  // PostgreSQL leaves these to a chore, which finds them without their notifications.
  const { kysely } = database
  const numbers = await kysely
    .selectFrom('belfry_notifications')
    .select('number')
    .where('site_id', '=', DEMO_SITE)
    .execute()
  for (const { number } of numbers) {
    await kysely.deleteFrom('belfry_interactions').where('notification', '=', number).execute()
  }
  await removeSite(database, DEMO_SITE)
  return true
}
