import { z } from 'zod'
import { NOT_STORABLE, STORABLE_TEXT } from '../storable-text.ts'

// A subscription as another system's table has it. What PushSubscription.toJSON() gives is enough; the rest is what
// people keep beside it, in the spelling of JSON and in that of columns. Bounds are the API's.

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/
const storable = z.string().regex(STORABLE_TEXT, NOT_STORABLE)
const label = storable.max(64).nullish()

// Milliseconds since the epoch, or a date as databases write it; UTC unless it says otherwise.
const time = z.union([z.int().nonnegative(), z.string().max(40).transform(toTime)]).nullish()

export const importedSchema = z
  .strictObject({
    endpoint: z.string().min(1).max(4096),
    expirationTime: z.number().int().nonnegative().nullish(),
    keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(200) }).optional(),
    p256dh: z.string().max(200).optional(),
    auth: z.string().max(200).optional(),
    applicationServerKey: z.string().max(200).nullish(),
    application_server_key: z.string().max(200).nullish(),
    site: z.string().max(64).nullish(),
    subscriber: z.union([storable.max(255), z.int().transform(String)]).nullish(),
    topics: z.array(z.string().min(1).max(64)).max(100).nullish(),
    locale: label,
    language: label,
    timeZone: label,
    time_zone: label,
    createdAt: time,
    created_at: time,
  })
  .transform((given, context) => {
    const p256dh = given.keys?.p256dh ?? given.p256dh
    const auth = given.keys?.auth ?? given.auth
    if (p256dh === undefined || auth === undefined) {
      const path = p256dh === undefined ? ['keys', 'p256dh'] : ['keys', 'auth']
      context.addIssue({ code: 'custom', path, message: 'is required', params: { code: 'field-missing' } }) // prettier-ignore
      return z.NEVER
    }
    return {
      endpoint: given.endpoint,
      expirationTime: given.expirationTime ?? null,
      keys: { p256dh, auth },
      applicationServerKey: given.applicationServerKey ?? given.application_server_key ?? undefined,
      site: given.site ?? undefined,
      subscriber: given.subscriber === '' ? null : (given.subscriber ?? null),
      topics: given.topics ?? [],
      locale: given.locale ?? given.language ?? null,
      timeZone: given.timeZone ?? given.time_zone ?? null,
      createdAt: given.createdAt ?? given.created_at ?? undefined,
    }
  })

export type Imported = z.output<typeof importedSchema>

/** What a column of a CSV file may be called. */
export const COLUMNS: ReadonlySet<string> = new Set(Object.keys(importedSchema.in.shape).filter((name) => name !== 'keys')) // prettier-ignore

function toTime(text: string, context: z.RefinementCtx): number {
  const [, date, clock = '00:00', zone = 'Z'] = ISO.exec(text.trim()) ?? []
  const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone
  const at = Date.parse(`${date}T${clock}${offset}`)
  if (!Number.isNaN(at)) return at
  context.addIssue({ code: 'custom', message: 'must be milliseconds since 1970, or a date such as 2026-01-31T12:00:00Z' }) // prettier-ignore
  return z.NEVER
}
