import { z } from 'zod'
import type { NotificationRow } from '../database/schema.ts'
import { parseStored, storedObject } from '../database/stored-json.ts'
import type { SitePrivacy } from '../forms/privacy.ts'
import { parseInput } from '../refusals/refusal.ts'
import { buildPayload } from './payload.ts'
import type { LinkSite } from './resolve-link.ts'
import { notificationSchema } from './schema.ts'

const shown = z.object({
  title: z.string(),
  navigate: z.string(),
  body: z.string().optional(),
  lang: z.string().optional(),
  icon: z.string().optional(),
  image: z.string().optional(),
  badge: z.string().optional(),
  tag: z.string().optional(),
  requireInteraction: z.boolean().optional(),
  silent: z.boolean().optional(),
  actions: z
    .array(z.object({ action: z.string(), title: z.string(), navigate: z.string(), icon: z.string().optional() }))
    .optional(),
})
const message = z.object({ notification: shown })

/** What a notification shows: texts are cut, and links are checked and absolute. */
export type Shown = z.output<typeof shown>

/**
 * The payload of a notification with all of its content, whatever was kept back from the push. Throws a Refusal where
 * the site has changed, so that it may not be sent any more.
 */
export function fullPayload(
  row: Pick<NotificationRow, 'id' | 'content' | 'created_at'>,
  site: LinkSite & { id: string; privacy: SitePrivacy },
): string {
  const content = parseStored(storedObject, row.content, 'notifications.content')
  const request = parseInput(notificationSchema, { ...content, to: { all: true }, notRelevant: false, privacy: 'full' })
  return buildPayload(request, { id: row.id, site, createdAt: row.created_at })
}

/** The part of a payload that is seen; undefined for what is none. */
export function shownOf(payload: string): Shown | undefined {
  const parsed = message.safeParse(parseJson(payload))
  return parsed.success ? parsed.data.notification : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
