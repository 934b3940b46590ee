import { generateVapidKeys, readVapidKeys, VapidKeyError, vapidKeyId, type VapidKeys } from '@belfry/web-push'
import { noteRotation } from '../annotations/note-rotation.ts'
import type { Database, Queries } from '../database/database.ts'
import type { VapidKeyStatus } from '../database/schema.ts'
import type { Told } from '../http/told.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { MasterKeys } from './master-keys.ts'
import type { NewVapidKeyInput, VapidKeyChange } from './schema.ts'
import { sealPair } from './vapid-pair.ts'
import {
  countSubscriptionsByKey,
  findVapidKeyRow,
  insertVapidKey,
  listVapidKeyRows,
  markMismatched,
  saveSealed,
  setVapidKeyDeclared,
  setVapidKeyStatus,
  type VapidKeyRow,
} from './vapid-key-store.ts'

/** A pair with the number of its subscriptions. */
export interface VapidKeyDetails {
  row: VapidKeyRow
  /** Active subscriptions that were made with it; undefined for the active pair: everybody else. */
  subscriptions: number | undefined
}

/** VAPID pairs as they are set up while the server runs. Each function throws a Refusal. */
export interface VapidKeyPairs {
  list(siteId: string): Promise<VapidKeyDetails[]>
  show(siteId: string, id: string): Promise<VapidKeyDetails>
  /** Makes one, or imports one; as the active one it makes the previous one retiring. */
  create(siteId: string, key: NewVapidKeyInput, told?: Told): Promise<VapidKeyDetails>
  change(siteId: string, id: string, change: VapidKeyChange, told?: Told): Promise<VapidKeyDetails>
}

export interface VapidKeyPairsNeeds {
  database: Database
  masterKeys: MasterKeys
  /** A change was committed that every process has to know. */
  changed: () => Promise<void>
  now: () => number
}

// In use: every worker holds them all in memory.
const MOST_IN_USE = 20

export function createVapidKeyPairs(needs: VapidKeyPairsNeeds): VapidKeyPairs {
  const { database, masterKeys, changed, now } = needs
  const { kysely } = database

  const show = async (siteId: string, id: string) => {
    const row = await findVapidKeyRow(kysely, id)
    if (row?.site_id !== siteId) throw notFound(id)
    return details(kysely, [row]).then(([found]) => found as VapidKeyDetails)
  }

  return {
    list: async (siteId) => details(kysely, await listVapidKeyRows(kysely, siteId)),
    show,
    async create(siteId, given, told) {
      const pair = pairOf(given)
      const id = vapidKeyId(pair.publicKey)
      const at = now()
      await database.transaction(async (tx) => {
        await refuseTooMany(tx, siteId)
        const known = await findVapidKeyRow(tx, id)
        if (known !== undefined && known.site_id !== siteId) throw taken(id, known.site_id)
        const sealed = sealPair(pair, masterKeys)
        if (known === undefined) {
          await insertVapidKey(tx, { id, siteId, publicKey: pair.publicKey, status: 'retiring', sealed }, at)
        } else {
          await saveSealed(tx, id, sealed)
        }
        await setStatus(tx, siteId, { id, status: given.status, before: known?.status }, at)
        await told?.(tx, `/v1/vapid-keys/${id}`)
      })
      await changed()
      return show(siteId, id)
    },
    async change(siteId, id, { status, losing, declared }, told) {
      const at = now()
      await database.transaction(async (tx) => {
        const row = await findVapidKeyRow(tx, id)
        if (row?.site_id !== siteId) throw notFound(id)
        if (declared === null) await setVapidKeyDeclared(tx, id, null)
        if (status !== undefined && status !== row.status) {
          if (status === 'retired') await refuseToLose(tx, row, losing)
          else if (row.private_key === null) throw withoutPrivateHalf(id)
          await setStatus(tx, siteId, { id, status, before: row.status }, at)
        }
        await told?.(tx)
      })
      await changed()
      // After the commit: no browser registers with it from then on. Called again, it continues where it ended.
      if (status === 'retired') await markMismatched(database, id, at)
      return show(siteId, id)
    },
  }
}

function pairOf({ privateKey }: NewVapidKeyInput): VapidKeys {
  if (privateKey === undefined) return generateVapidKeys()
  try {
    return readVapidKeys(privateKey)
  } catch (error) {
    if (!(error instanceof VapidKeyError)) throw error
    throw new Refusal(error.code, `privateKey: ${error.message}`, { field: 'privateKey' })
  }
}

async function details(db: Queries, rows: readonly VapidKeyRow[]): Promise<VapidKeyDetails[]> {
  const others = rows.filter(({ status }) => status !== 'active').map(({ id }) => id)
  const counts = new Map((await countSubscriptionsByKey(db, others)).map((row) => [row.id, row.subscriptions]))
  return rows.map((row) => ({
    row,
    subscriptions: row.status === 'active' ? undefined : (counts.get(row.id) ?? 0),
  }))
}

interface NewStatus {
  id: string
  status: VapidKeyStatus
  before: VapidKeyStatus | undefined
}

async function setStatus(tx: Queries, siteId: string, { id, status, before }: NewStatus, now: number): Promise<void> {
  const active = (await listVapidKeyRows(tx, siteId)).find((row) => row.status === 'active')
  if (status === 'active' && active !== undefined && active.id !== id) {
    if (active.declared !== null) throw declaredElsewhere(active)
    await setVapidKeyStatus(tx, active.id, 'retiring', now)
    await noteRotation(tx, siteId, id, now)
  }
  if (before === 'active' && status !== 'active') {
    const help = 'make another one active first, and browsers move over at their next visit'
    const message = `${id} is the active pair: ${help}`
    throw new Refusal('vapid-key-active', message, { field: 'status' })
  }
  if (status !== before) await setVapidKeyStatus(tx, id, status, now)
}

async function refuseToLose(tx: Queries, { id }: VapidKeyRow, losing: number): Promise<void> {
  const [count] = await countSubscriptionsByKey(tx, [id])
  const subscriptions = count?.subscriptions ?? 0
  if (subscriptions <= losing) return
  const message =
    `${subscriptions} active subscriptions were made with ${id} and cannot be sent to without it: wait until their ` +
    `browsers have moved over, or retire it with losing=${subscriptions}`
  throw new Refusal('vapid-key-in-use', message, { field: 'losing' })
}

async function refuseTooMany(tx: Queries, siteId: string): Promise<void> {
  const inUse = (await listVapidKeyRows(tx, siteId)).filter(({ status }) => status !== 'retired')
  if (inUse.length < MOST_IN_USE) return
  throw new Refusal(
    'limit-reached',
    `the site has ${MOST_IN_USE} VAPID pairs in use, the most there can be: retire one`,
  )
}

function declaredElsewhere({ id, declared }: VapidKeyRow): Refusal {
  const message =
    `the active VAPID pair ${id} is declared in ${declared}: change it there, or free it ` +
    'with {"declared": null} where that is gone'
  return new Refusal('declared-elsewhere', message)
}

function withoutPrivateHalf(id: string): Refusal {
  const message = `the private half of ${id} is not in the database: bring the pair with POST /v1/vapid-keys`
  return new Refusal('vapid-key-incomplete', message, { field: 'status' })
}

function taken(id: string, siteId: string): Refusal {
  return new Refusal('vapid-key-taken', `the VAPID pair ${id} belongs to the site ${siteId}: each site has its own`)
}

function notFound(id: string): Refusal {
  return new Refusal('vapid-key-not-found', `the site has no VAPID key ${JSON.stringify(id.slice(0, 100))}`)
}
