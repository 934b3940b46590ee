import { generateVapidKeys } from '@belfry/web-push'
import { establishSite } from '../../../packages/server/src/sites/establish-site.ts'
import { declareTopics } from '../../../packages/server/src/topics/declare-topics.ts'
import type { EmptyDatabase } from '../../support/each-database.ts'

export const keys = [generateVapidKeys(), generateVapidKeys()] as const
export const settings = {
  id: 'default',
  url: 'https://example.com/',
  origins: ['https://example.com'],
  contact: 'mailto:ops@example.com',
  publicKeys: [keys[0].publicKey],
  apiKey: 'belfry_0123456789abcdef0123456789abcdef',
}
export const topics = [
  { id: 'blog', name: 'Blog', access: 'open', transactional: false },
  { id: 'feedback', name: 'Feedback', access: 'granted', transactional: true },
] as const

/** A database with a site and its two topics. */
export async function withSite(open: () => Promise<EmptyDatabase>): Promise<EmptyDatabase> {
  const harness = await open()
  await establishSite(harness.database, settings, 1000)
  await declareTopics(harness.database, 'default', topics, 1000)
  return harness
}
