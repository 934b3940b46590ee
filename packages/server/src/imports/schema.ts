import { z } from 'zod'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { isNobody } from './written-nothing.ts'
import { parseEpoch, parseWrittenTime } from './written-time.ts'

// A subscription as another system's table has it, its columns named as ours (columns.ts). The output of
// PushSubscription.toJSON() is enough; the rest is optional. Bounds are the API's.

// OneSignal writes a zone as seconds from UTC, which does not tell when summer time begins.
const UTC_OFFSET = /^[+-]?\d+$/

const storable = z.string().regex(STORABLE_TEXT, NOT_STORABLE)
const label = storable.max(64).nullish()

const NO_TIME = 'must be a time: seconds or milliseconds since 1970, or a date such as 2026-01-31T12:00:00Z'

// A number counts seconds or milliseconds; a date is UTC unless it says otherwise.
const time = z
  .union([z.number().transform(parseEpoch), z.string().max(80).transform(parseWrittenTime)], NO_TIME)
  .refine((at) => at !== undefined, NO_TIME)
  .nullish()

const account = z.union([storable.max(255), z.int().transform(String)]).transform((id) => (isNobody(id) ? null : id))

export const importedSchema = z
  .strictObject({
    endpoint: z.string().min(1).max(4096),
    expirationTime: z.number().int().nonnegative().nullish(),
    keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(200) }).optional(),
    p256dh: z.string().max(200).optional(),
    auth: z.string().max(200).optional(),
    applicationServerKey: z.string().max(200).nullish(),
    site: z.string().max(64).nullish(),
    subscriber: account.nullish(),
    topics: z.array(z.string().min(1).max(64)).max(100).nullish(),
    locale: label,
    timeZone: label.transform((zone) => (zone && UTC_OFFSET.test(zone) ? null : zone)),
    createdAt: time,
  })
  .transform((given, context) => {
    const p256dh = given.keys?.p256dh ?? given.p256dh
    const auth = given.keys?.auth ?? given.auth
    if (p256dh === undefined || auth === undefined) {
      const path = p256dh === undefined ? ['keys', 'p256dh'] : ['keys', 'auth']
      context.addIssue({ code: 'custom', path, message: 'is required', params: { code: 'field-missing' } })
      return z.NEVER
    }
    return {
      endpoint: given.endpoint,
      expirationTime: given.expirationTime ?? null,
      keys: { p256dh, auth },
      applicationServerKey: given.applicationServerKey ?? undefined,
      site: given.site ?? undefined,
      subscriber: given.subscriber ?? null,
      topics: given.topics ?? [],
      locale: given.locale ?? null,
      timeZone: given.timeZone ?? null,
      createdAt: given.createdAt ?? undefined,
    }
  })

export type Imported = z.output<typeof importedSchema>
