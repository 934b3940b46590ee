import { randomBytes } from 'node:crypto'
import type { Database, Queries } from '../database/database.ts'
import type { Told } from '../http/told.ts'
import { Refusal } from '../refusals/refusal.ts'
import { apiKeyId, findApiKey, insertApiKey, listApiKeys, updateApiKey, type ApiKey } from './api-key-store.ts'
import type { NewApiKeyInput } from './schema.ts'
import { API_KEY_SCOPES } from './stored-scopes.ts'

/** API keys as they are set up while the server runs. Each function throws a Refusal. */
export interface ApiKeys {
  list(siteId: string): Promise<ApiKey[]>
  show(siteId: string, id: string): Promise<ApiKey>
  /** `text` is the key itself, which cannot be shown again. */
  create(siteId: string, key: NewApiKeyInput, by: KeyRights, told?: Told): Promise<{ apiKey: ApiKey; text: string }>
  /** May be repeated. */
  revoke(siteId: string, id: string, told?: Told): Promise<ApiKey>
}

/** The rights of the key that asks for a new one, which has no more. */
export interface KeyRights {
  reach: string
  scopes: readonly string[]
}

export interface ApiKeysNeeds {
  database: Database
  /** A change was committed that every process has to know. */
  changed: () => Promise<void>
  now: () => number
}

// Those that were revoked or have expired do not count.
const MOST_IN_USE = 100

export function createApiKeys({ database, changed, now }: ApiKeysNeeds): ApiKeys {
  const show = async (siteId: string, id: string) => {
    const key = await findApiKey(database.kysely, siteId, id)
    if (key === undefined) throw notFound(id)
    return key
  }
  return {
    list: (siteId) => listApiKeys(database.kysely, siteId),
    show,
    async create(siteId, { expiresAt: end, replaces, overlapHours, ...given }, by, told) {
      const at = now()
      const expiresAt = end === null ? null : Date.parse(end)
      if (expiresAt !== null && expiresAt <= at) {
        throw new Refusal('field-invalid', 'expiresAt: is over already', { field: 'expiresAt' })
      }
      const text = `belfry_${randomBytes(32).toString('base64url')}`
      await database.transaction(async (tx) => {
        const old = replaces === undefined ? undefined : await findReplaceable(tx, siteId, replaces, at)
        const made = completed(given, old)
        refuseMore(by, made)
        const inUse = (await listApiKeys(tx, siteId)).filter((key) => isInUse(key, at))
        if (inUse.length >= MOST_IN_USE) {
          throw new Refusal('limit-reached', `the site has ${MOST_IN_USE} API keys in use, the most there can be`)
        }
        await insertApiKey(tx, text, { siteId, ...made, expiresAt, declared: null }, at)
        const until = at + overlapHours * 3_600_000
        if (old && until < (old.expiresAt ?? Infinity)) await updateApiKey(tx, old.id, { expires_at: until })
        await told?.(tx, `/v1/api-keys/${apiKeyId(text)}`)
      })
      await changed()
      return { apiKey: await show(siteId, apiKeyId(text)), text }
    },
    async revoke(siteId, id, told) {
      await database.transaction(async (tx) => {
        const key = await findApiKey(tx, siteId, id)
        if (key === undefined) throw notFound(id)
        // Also one that a start has replaced: it must not come back when it is declared again.
        if (key.revokedBecause === 'asked') return
        await updateApiKey(tx, id, { revoked_at: key.revokedAt ?? now(), revoked_because: 'asked' })
        await told?.(tx)
      })
      await changed()
      return show(siteId, id)
    },
  }
}

async function findReplaceable(tx: Queries, siteId: string, id: string, now: number): Promise<ApiKey> {
  const key = await findApiKey(tx, siteId, id)
  if (key === undefined || !isInUse(key, now)) throw notFound(id)
  if (key.declared === null) return key
  throw new Refusal(
    'declared-elsewhere',
    `the API key is declared in ${key.declared.split(' ')[0]}: replace it there`,
    {
      field: 'replaces',
    },
  )
}

type Right = 'name' | 'scopes' | 'reach' | 'addresses' | 'topics' | 'dates'

const ONLY_SEND = ['send'] as const

function completed(given: Pick<NewApiKeyInput, Right>, old: ApiKey | undefined): Pick<ApiKey, Right> {
  const { scopes, reach, addresses, topics = old?.topics ?? [] } = given
  const name = given.name ?? old?.name
  if (name === undefined) throw new Refusal('field-missing', 'name: is missing', { field: 'name' })
  const made = {
    name,
    scopes: scopes ?? old?.scopes ?? (topics.length > 0 ? ONLY_SEND : API_KEY_SCOPES),
    reach: reach ?? old?.reach ?? 'site',
    addresses: addresses ?? old?.addresses ?? [],
    topics,
    dates: boundsOf(given.dates === undefined ? old?.dates : given.dates),
  }
  if (made.dates !== null && (made.scopes.length > 1 || made.scopes[0] !== 'figures')) {
    const message = 'dates: only a key with the scope figures and no other has them'
    throw new Refusal('field-invalid', message, { field: 'dates' })
  }
  if (topics.length > 0 && (made.reach !== 'site' || made.scopes.some((scope) => scope !== 'send'))) {
    const message = 'topics: a key for some topics has the reach site and the scope send, and nothing else'
    throw new Refusal('field-invalid', message, { field: 'topics' })
  }
  return made
}

function boundsOf(dates: ApiKey['dates'] | undefined): ApiKey['dates'] {
  return dates === undefined || dates === null || (dates.from === null && dates.to === null) ? null : dates
}

/** A key cannot make a key with more rights, nor end one with a wider reach. */
export function refuseMore(asking: KeyRights, made: KeyRights): void {
  if (made.reach === 'server' && asking.reach !== 'server') {
    throw new Refusal('site-not-granted', 'the API key is for one site, and has no say in one for the server', {
      field: 'reach',
    })
  }
  const more = made.scopes.find(
    (scope) => !asking.scopes.includes(scope) && !(scope === 'figures' && asking.scopes.includes('read')),
  )
  if (more === undefined) return
  throw new Refusal('scope-missing', `the API key may not ${more}, and makes none that may`, { field: 'scopes' })
}

function isInUse({ revokedAt, expiresAt }: ApiKey, now: number): boolean {
  return revokedAt === null && (expiresAt ?? Infinity) > now
}

function notFound(id: string): Refusal {
  return new Refusal('api-key-not-found', `the site has no API key ${JSON.stringify(id.slice(0, 100))}`)
}
