import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

export interface StoredSubscription {
  endpoint: string
  status: string
  reason: string | null
}

/** Looks into the site's database from outside, as an operator with the file would. */
export interface SiteStore {
  /** Oldest first. */
  subscriptions(): StoredSubscription[]
  /** Resolves when every notification accepted so far has run its course; rejects after 30 s. */
  deliveriesDone(): Promise<void>
  /** Resolves when browsers have told so many times of something; rejects after 30 s. */
  told(times: number): Promise<void>
  /** Gives every push service but the well-known ones payloads of this form; the site must not be running. */
  chooseForm(form: 'classic' | 'declarative'): void
  close(): void
}

export function openSiteStore(file: string): SiteStore {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  const subscriptions = database.prepare('select endpoint, status, reason from belfry_subscriptions order by id')
  const open = database.prepare(
    `select count(*) as count from belfry_notifications where state not in ('done', 'cancelled')`,
  )
  // In the log, or sorted already.
  const told = database.prepare(`
    select count(*) as count from (
      select told.value ->> 0 as notification, told.value ->> 1 as subscription, told.value ->> 2 as kind
      from belfry_interaction_groups, json_each(reports) told
      union select notification, subscription, kind from belfry_interactions)`)
  return {
    subscriptions: () => subscriptions.all().map((row) => ({ ...row }) as unknown as StoredSubscription),
    async deliveriesDone() {
      // Another process writes the file, and SQLite sends no notice: polling is the only way.
      for (const deadline = Date.now() + 30_000; open.get()?.['count'] !== 0;) {
        if (Date.now() > deadline) throw new Error('deliveries are still open after 30 s')
        await delay(20)
      }
    },
    async told(times) {
      for (const deadline = Date.now() + 30_000; told.get()?.['count'] !== times;) {
        if (Date.now() > deadline) throw new Error(`${JSON.stringify(told.get())} were told after 30 s`)
        await delay(20)
      }
    },
    chooseForm(form) {
      using writable = new DatabaseSync(file)
      writable.prepare('update belfry_sites set payload_forms = ?').run(JSON.stringify({ other: form }))
    },
    close: () => database.close(),
  }
}
