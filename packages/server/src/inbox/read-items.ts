import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import type { InboxItem } from './answer-schema.ts'
import type { Entry } from './find-entries.ts'

interface ContentRow {
  number: number
  audience: string
  payload: string
  privacy: string
}

const CONTENT = statement(`
  select number, audience, payload, privacy from belfry.notifications where number = any(:numbers::bigint[])`)

// The declarative message, as notifications/payload.ts makes it: texts are cut, and links are checked and absolute.
const message = z.object({
  notification: z.object({
    title: z.string(),
    navigate: z.string(),
    body: z.string().optional(),
    lang: z.string().optional(),
    icon: z.string().optional(),
    image: z.string().optional(),
  }),
})
const topicSchema = z.object({ topic: z.string() })

/** What a private one says in place of its content, in English; pages have it in their own language. */
export const PRIVATE_TITLE = 'You have a new message'

/**
 * Entries with what their browsers were sent: of a private one nothing that a person beside the screen should not read.
 * One that cannot be read, or is gone since, is left out.
 */
export async function readItems(
  database: Pick<Database, 'read'>,
  entries: readonly (Entry & { isRead: boolean })[],
): Promise<InboxItem[]> {
  if (entries.length === 0) return []
  const rows = await database.read<ContentRow>(CONTENT, { numbers: entries.map(({ number }) => number) })
  const found = new Map(rows.map((row) => [row.number, row]))
  return entries.flatMap((entry) => {
    const row = found.get(entry.number)
    const item = row && itemOf(entry, row)
    return item === undefined ? [] : [item]
  })
}

function itemOf({ id, createdAt, isRead }: Entry & { isRead: boolean }, row: ContentRow): InboxItem | undefined {
  const parsed = message.safeParse(parseJson(row.payload))
  if (!parsed.success) return undefined
  const { title, body, navigate, lang, icon, image } = parsed.data.notification
  const topic = topicSchema.safeParse(parseJson(row.audience))
  const facts = {
    id,
    topic: topic.success ? topic.data.topic : null,
    url: navigate,
    createdAt: new Date(createdAt).toISOString(),
    read: isRead,
  }
  if (row.privacy !== 'full') return { ...facts, isPrivate: true, title: PRIVATE_TITLE, lang: 'en' }
  return {
    ...facts,
    isPrivate: false,
    title,
    ...(body !== undefined && { body }),
    ...(lang !== undefined && { lang }),
    ...(icon !== undefined && { icon }),
    ...(image !== undefined && { image }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
