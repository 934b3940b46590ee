import { generateVapidKeys } from '@belfry/web-push'
import { declaredSite } from '../../support/belfry/declared-site.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'

export const keys = [generateVapidKeys(), generateVapidKeys()] as const
export const topics = [
  { id: 'blog', name: 'Blog' },
  { id: 'feedback', name: 'Feedback', access: 'granted', transactional: true },
] as const
export const settings = {
  id: 'default',
  url: 'https://example.com/',
  origins: ['https://example.com'],
  contact: 'mailto:ops@example.com',
  pairs: [keys[0]],
  topics,
}

/** A database with a site and its two topics. */
export async function withSite(open: () => Promise<EmptyDatabase>): Promise<EmptyDatabase> {
  const harness = await open()
  await declaredSite(harness.database, settings)
  return harness
}
