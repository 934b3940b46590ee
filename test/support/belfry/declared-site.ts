import { generateVapidKeys, type VapidKeys } from '@belfry/web-push'
import type { Database } from '../../../packages/server/src/database/database.ts'
import { establishVapidKeys } from '../../../packages/server/src/keys/establish-vapid-keys.ts'
import { createMasterKeys } from '../../../packages/server/src/keys/master-keys.ts'
import { declareSite, type SiteDeclaration } from '../../../packages/server/src/sites/declare-site.ts'
import { declareTopics } from '../../../packages/server/src/topics/declare-topics.ts'
import type { Topic } from '../../../packages/server/src/topics/topic-store.ts'

type DeclaredTopic = Pick<Topic, 'id' | 'name'> & Partial<Topic>

export interface DeclaredSite extends SiteDeclaration {
  /** The active one first. */
  pairs?: readonly VapidKeys[]
  topics?: readonly DeclaredTopic[]
}

export const masterKey = Buffer.alloc(32, 7)
export const masterKeys = createMasterKeys([masterKey])

/** A topic with only the relevant fields. */
export function topicOf(topic: DeclaredTopic): Omit<Topic, 'declared' | 'createdAt'> {
  return {
    description: '',
    access: 'open',
    transactional: false,
    default: false,
    pace: null,
    notRelevant: null,
    privacy: 'full',
    ...topic,
  }
}

/** Makes a site with its pairs and topics, as a start that declares them does. */
export async function declaredSite(
  database: Database,
  { pairs = [generateVapidKeys()], topics = [], ...declaration }: DeclaredSite,
  now = 1000,
): Promise<void> {
  const siteId = declaration.id
  const [active] = pairs
  await database.transaction(async (tx) => {
    await declareSite(tx, declaration, { sourceOf: () => 'a test', releases: () => false }, now)
    const declared = active && { pair: active, source: 'a test' }
    const start = { siteId, masterKeys, declared, kept: pairs, keepsKeys: false, generate: generateVapidKeys }
    await establishVapidKeys(tx, start, now)
    await declareTopics(tx, { siteId, topics: topics.map(topicOf), source: 'a test' }, now)
  })
}
