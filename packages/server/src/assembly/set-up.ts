import type { VapidKeys } from '@belfry/web-push'
import type { Config } from '../config/options.ts'
import type { Sources } from '../config/sources.ts'
import type { OpenedSecrets } from '../config/secrets.ts'
import { auditDeclarations } from './audit-declarations.ts'
import { DatabaseError } from '../database/database-error.ts'
import type { Database, Queries } from '../database/database.ts'
import type { ApiKey } from '../keys/api-key-store.ts'
import { establishApiKey } from '../keys/establish-api-key.ts'
import { establishVapidKeys } from '../keys/establish-vapid-keys.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import { loadSigningPairs, refuseWrongMasterKey } from '../keys/signing-pairs.ts'
import { countSubscriptionsByKey } from '../keys/vapid-key-store.ts'
import { declareSite } from '../sites/declare-site.ts'
import { listSites } from '../sites/site-store.ts'
import { DEFAULT_SITE, type Site } from '../sites/site.ts'
import { declareTopics } from '../topics/declare-topics.ts'

export interface SetUp {
  site: Site
  /** API keys that no longer work, because another is declared in their place. */
  replacedKeys: ApiKey[]
  /** The declared API key was revoked: it does not work. */
  isKeyRevoked: boolean
  /** VAPID pairs that were moved out of secrets.json. */
  movedPairs: number
  /** Active subscriptions whose private key is lost: nothing can be sent to them. */
  orphaned: { id: string; subscriptions: number }[]
}

/** The secrets that a start has at hand. */
export interface KeysOfStart {
  opened: OpenedSecrets
  masterKeys: MasterKeys
  /** Makes the pair of a site that has none. */
  generate: () => VapidKeys
}

/**
 * Brings the database in line with the declarations of this start: sites, topics, the API key and VAPID pairs. Throws
 * DatabaseError `secrets-elsewhere` or `master-key-wrong`, and then nothing was changed.
 */
export async function setUp(database: Database, config: Config, keys: KeysOfStart): Promise<SetUp> {
  const { opened, masterKeys } = keys
  const now = config.now()
  const done = await database.transaction(async (tx) => {
    await refuseWrongMasterKey(tx, masterKeys)
    return auditDeclarations(tx, { dialect: database.dialect, now }, async () => {
      const site = await declareSites(tx, config, now)
      await establishPairs(tx, config, { ...keys, keepsKeys: database.isShared }, now)
      const key = await establishApiKey(tx, { ...apiKeyOf(config, opened), isShared: database.isShared }, now)
      return { site, replacedKeys: key.replaced, isKeyRevoked: key.revoked }
    })
  })
  // Now that it is on the disk of the database, encrypted.
  opened.dropKept()
  return { ...done, movedPairs: opened.kept.length, orphaned: await findOrphans(database.kysely, masterKeys) }
}

/** Throws DatabaseError `secrets-elsewhere` when the database was set up with other secrets. */
export async function refuseForeignDatabase(database: Database): Promise<void> {
  const pair = await database.kysely.selectFrom('belfry_vapid_keys').select('id').executeTakeFirst()
  if (pair === undefined) return
  throw new DatabaseError(
    'secrets-elsewhere',
    database.isShared
      ? "the database belongs to a Belfry whose secrets are not here: copy the first one's secrets.json into this " +
          'data folder, or set BELFRY_SECRET and BELFRY_API_KEY alike everywhere'
      : 'the database is there and its secrets.json is not: restore it from a backup into the data folder, or set ' +
          'BELFRY_SECRET. Without it, the private VAPID keys in the database cannot ' +
          'be opened and nobody in it can be reached',
  )
}

async function declareSites(tx: Queries, { sites, sources }: Config, now: number): Promise<Site> {
  const { releases } = sources
  let first: Site | undefined
  for (const { declaration, topics, option } of sites) {
    const sourceOf = (name: string) => sources.of(option === undefined ? name : option)
    const site = await declareSite(tx, declaration, { sourceOf, releases }, now)
    first ??= site
    const source = topics === undefined ? '' : sourceOf('topics')
    await declareTopics(tx, { siteId: declaration.id, topics: topics ?? [], source, releases }, now)
  }
  if (first === undefined) throw new Error('there is always the site default')
  await freeSites(tx, new Set(sites.map(({ declaration }) => declaration.id)), sources, now)
  return first
}

/** Frees the fields and topics of sites that no start declares any more. */
async function freeSites(tx: Queries, declared: ReadonlySet<string>, { of, releases }: Sources, now: number) {
  for (const { id } of await listSites(tx)) {
    if (declared.has(id)) continue
    await declareSite(tx, { id }, { sourceOf: of, releases }, now)
    await declareTopics(tx, { siteId: id, topics: [], source: '', releases }, now)
  }
}

async function establishPairs(
  tx: Queries,
  config: Config,
  { opened, ...start }: KeysOfStart & { keepsKeys: boolean },
  now: number,
): Promise<void> {
  const { vapidKeys } = config.secrets
  for (const { declaration } of config.sites) {
    const isDefault = declaration.id === DEFAULT_SITE
    const given = isDefault ? vapidKeys : undefined
    const declared = given && { pair: given, source: config.sources.of('secrets.vapidPrivateKey') }
    const kept = isDefault ? opened.kept : []
    await establishVapidKeys(tx, { ...start, siteId: declaration.id, declared, kept }, now)
  }
}

function apiKeyOf(config: Config, { secrets, fileId }: OpenedSecrets) {
  const isGiven = config.secrets.apiKey !== undefined
  const file = fileId === undefined ? 'secrets.json' : `secrets.json ${fileId}`
  const source = isGiven ? config.sources.of('secrets.apiKey') : file
  return { siteId: DEFAULT_SITE, apiKey: secrets.apiKey, source }
}

// Not in the transaction: others could not write meanwhile.
async function findOrphans(db: Queries, masterKeys: MasterKeys) {
  const { missing } = await loadSigningPairs(db, masterKeys)
  return countSubscriptionsByKey(
    db,
    missing.map(({ id }) => id),
  )
}
