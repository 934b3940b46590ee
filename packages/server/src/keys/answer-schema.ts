import { z } from 'zod'
import type { ApiKey } from './api-key-store.ts'
import { GIVEN_SCOPES } from './stored-scopes.ts'
import type { VapidKeyDetails } from './vapid-keys.ts'

const time = z.iso.datetime()

/** An API key as the API shows it: never the key itself. */
export const apiKeyAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string().describe('Its first characters, to tell which one it is.'),
    site: z.string(),
    reach: z.enum(['site', 'server']),
    scopes: z.array(z.enum(GIVEN_SCOPES)),
    dates: z
      .object({ from: z.iso.date().nullable(), to: z.iso.date().nullable() })
      .nullable()
      .describe('The days of which it reads figures, both included; null: all.'),
    addresses: z.array(z.string()).describe('Addresses and networks from which it works; none: from all.'),
    topics: z.array(z.string()).describe('The only topics that it sends to; none: all, and single people.'),
    declared: z.string().nullable().describe('Where it is declared, and replaced; null: it was made here.'),
    createdAt: time,
    expiresAt: time.nullable(),
    lastUsedAt: time.nullable().describe('To the minute.'),
    revokedAt: time.nullable().describe('Since when it does not work.'),
  })
  .meta({ id: 'ApiKey' })

/** The answer to making one: the only one that holds the key. */
export const madeApiKeyAnswer = apiKeyAnswer
  .extend({ key: z.string().describe('The key itself. Keep it: it is not shown again.') })
  .meta({ id: 'MadeApiKey' })

/** A VAPID pair as the API shows it: never its private half. */
export const vapidKeyAnswer = z
  .object({
    id: z.string(),
    site: z.string(),
    publicKey: z.string().describe('The applicationServerKey of pages, in base64url.'),
    status: z
      .enum(['active', 'retiring', 'retired'])
      .describe('`active`: browsers subscribe with it. `retiring`: who did before is sent to. `retired`: nobody is.'),
    subscriptions: z.int().nullable().describe('Active ones that were made with it; null for the active pair.'),
    hasPrivateKey: z.boolean().describe('False: nothing can be sent to them.'),
    declared: z.string().nullable().describe('Where it is declared, and changed; null: here.'),
    createdAt: time,
    changedAt: time.nullable().describe('When its status changed last.'),
  })
  .meta({ id: 'VapidKey' })

export type ApiKeyView = z.output<typeof apiKeyAnswer>
export type VapidKeyView = z.output<typeof vapidKeyAnswer>

export function viewApiKey({
  id,
  name,
  prefix,
  siteId,
  reach,
  scopes,
  dates,
  addresses,
  topics,
  declared,
  ...key
}: ApiKey): ApiKeyView {
  return {
    id,
    name,
    prefix,
    site: siteId,
    reach,
    scopes: [...scopes],
    dates,
    addresses: [...addresses],
    topics: [...topics],
    // The part after the name distinguishes one secrets.json from another machine's.
    declared: declared?.split(' ')[0] ?? null,
    createdAt: iso(key.createdAt),
    expiresAt: isoOrNull(key.expiresAt),
    lastUsedAt: isoOrNull(key.lastUsedAt),
    revokedAt: isoOrNull(key.revokedAt),
  }
}

export function viewVapidKey({ row, subscriptions }: VapidKeyDetails): VapidKeyView {
  return {
    id: row.id,
    site: row.site_id,
    publicKey: row.public_key,
    status: row.status,
    subscriptions: subscriptions ?? null,
    hasPrivateKey: row.private_key !== null,
    declared: row.declared,
    createdAt: iso(row.created_at),
    changedAt: isoOrNull(row.changed_at),
  }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}

function isoOrNull(time: number | null): string | null {
  return time === null ? null : iso(time)
}
