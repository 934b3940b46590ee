import { cutText } from '../../notifications/cut-text.ts'
import { BODY } from '../../notifications/payload-limits.ts'
import { digestTexts } from '../digest-texts.ts'

/** One message of a digest. */
export interface DigestItem {
  /** As a browser would have got it by itself. */
  payload: string
  privacy: string
}

/** Titles that are looked at: 120 graphemes hold no more. */
const TITLES = 8

/**
 * The payload of a digest for one person, the newest first: `3 new messages`, and their titles. A single message comes
 * as itself. Private ones are counted, and give no title. Pure.
 */
export function digestPayload(base: string, items: readonly DigestItem[], locale: string | null): string {
  const [first, second] = items
  if (first !== undefined && second === undefined) return first.payload
  const { lang, title, comma } = digestTexts(locale, items.length)
  const titles = items
    .filter(({ privacy }) => privacy === 'full')
    .slice(0, TITLES)
    .map(({ payload }) => titleOf(payload))
    .filter((text) => text !== undefined)
  const message = JSON.parse(base) as { notification: Record<string, unknown> }
  const { body: _, ...frame } = message.notification
  const body = titles.length === 0 ? {} : { body: cutText(titles.join(comma), BODY) }
  return JSON.stringify({ ...message, notification: { ...frame, title, lang, ...body } })
}

function titleOf(payload: string): string | undefined {
  const { notification } = JSON.parse(payload) as { notification?: { title?: unknown } }
  return typeof notification?.title === 'string' ? notification.title : undefined
}
