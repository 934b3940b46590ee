import type { Queries } from '../database/database.ts'
import { countGrowth } from '../subscriptions/subscription-store.ts'
import type { ImportRow, ImportStatements, NewSubscriber, NewSubscription } from './import-store.ts'

export interface Added {
  added: number
  /** Existing rows, which stay unchanged. */
  present: number
  /** Lines whose subscriber has too many subscriptions. */
  full: number[]
}

/**
 * Adds the new rows, in the transaction `tx`. Existing ones stay unchanged: their browsers have registered after the
 * file was written. A retired one stays retired: otherwise an old file would bring ended subscriptions back.
 */
export async function addRows(
  tx: Queries,
  statements: ImportStatements,
  rows: readonly ImportRow[],
  options: { subscriptionsPerSubscriber: number; now: number },
): Promise<Added> {
  const added: Added = { added: 0, present: 0, full: [] }
  for (const [siteId, own] of Map.groupBy(rows, (row) => row.siteId)) {
    const hashes = own.map(({ endpointHash }) => endpointHash)
    const present = await statements.findPresent(tx, siteId, hashes)
    const fresh = withoutPresent(own, new Set(present.map(keyOf)))
    const plan = planOwners(fresh, await findOwners(tx, statements, siteId, fresh), options)
    await write(tx, statements, plan, options.now)
    added.added += plan.subscriptions.length
    added.present += own.length - fresh.length
    added.full.push(...plan.full)
  }
  return added
}

// A file may hold one endpoint twice: its first line counts.
function withoutPresent(rows: readonly ImportRow[], present: Set<string>): ImportRow[] {
  return rows.filter(({ endpointHash }) => {
    const key = keyOf(endpointHash)
    const isNew = !present.has(key)
    present.add(key)
    return isNew
  })
}

function keyOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64url')
}

interface Owner {
  /** Missing until it has been made. */
  id?: number
  active: number
}

async function findOwners(
  tx: Queries,
  statements: ImportStatements,
  siteId: string,
  rows: readonly ImportRow[],
): Promise<Map<string, Owner>> {
  const names = new Set(rows.flatMap(({ subscriber }) => (subscriber === null ? [] : [subscriber])))
  if (names.size === 0) return new Map()
  const found = await statements.findSubscribers(tx, siteId, [...names])
  return new Map(found.map(({ externalId, id, active }) => [externalId, { id, active }]))
}

interface Plan {
  newOwners: { owner: Owner; row: ImportRow }[]
  subscriptions: { owner: Owner; row: ImportRow }[]
  full: number[]
}

function planOwners(
  rows: readonly ImportRow[],
  owners: Map<string, Owner>,
  { subscriptionsPerSubscriber: limit }: { subscriptionsPerSubscriber: number },
): Plan {
  const plan: Plan = { newOwners: [], subscriptions: [], full: [] }
  for (const row of rows) {
    let owner = row.subscriber === null ? undefined : owners.get(row.subscriber)
    if (owner === undefined) {
      owner = { active: 0 }
      plan.newOwners.push({ owner, row })
      if (row.subscriber !== null) owners.set(row.subscriber, owner)
    }
    owner.active += 1
    if (owner.active <= limit) plan.subscriptions.push({ owner, row })
    else plan.full.push(row.line)
  }
  return plan
}

async function write(tx: Queries, statements: ImportStatements, plan: Plan, now: number): Promise<void> {
  if (plan.newOwners.length > 0) {
    const ids = await statements.reserveSubscribers(tx, plan.newOwners.length)
    const subscribers = plan.newOwners.map(({ owner, row }, index): NewSubscriber => {
      owner.id = ids[index] as number
      const { siteId, subscriber: externalId, locale, timeZone, createdAt } = row
      return { id: owner.id, siteId, externalId, locale, timeZone, createdAt }
    })
    await statements.insertSubscribers(tx, subscribers, now)
  }
  if (plan.subscriptions.length === 0) return
  const subscriptions = plan.subscriptions.map(({ owner, row }): NewSubscription => ({
    row,
    subscriberId: owner.id as number,
  }))
  await statements.insertSubscriptions(tx, subscriptions, now)
  await statements.insertPreferences(tx, subscriptions, now)
  const [{ row } = { row: undefined }] = subscriptions
  const rows = subscriptions.map(({ row }) => ({ push_service: row.service, browser: null, os: null }))
  if (row !== undefined) await countGrowth(tx, row.siteId, 'imported', rows, now)
}
