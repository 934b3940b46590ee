import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateVapidKeys } from '@belfry/web-push'
import type { LineReport } from '../../../packages/server/src/imports/block-writer.ts'
import { readImportSites } from '../../../packages/server/src/imports/import-site.ts'
import { openImportFile } from '../../../packages/server/src/imports/import-source.ts'
import { importStatementsOf } from '../../../packages/server/src/imports/import-statements.ts'
import { importSubscriptions } from '../../../packages/server/src/imports/import-subscriptions.ts'
import { declaredSite } from '../../support/belfry/declared-site.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'

export const key = generateVapidKeys()
export const older = generateVapidKeys()
const topics = [
  { id: 'blog', name: 'Blog', access: 'open', transactional: false },
  { id: 'feedback', name: 'Feedback', access: 'granted', transactional: true },
] as const

/** A database with topics and two VAPID pairs, a file, and what loads it. */
export async function importStage(open: () => Promise<EmptyDatabase>) {
  const harness = await open()
  const { database } = harness
  const folder = mkdtempSync(join(tmpdir(), 'belfry-import-'))
  const file = join(folder, 'file')
  await declaredSite(database, { id: 'default', pairs: [key, older], topics }, 1)
  const load = async (options: { stop?: AbortController; stopAfter?: number } = {}) => {
    const refused: LineReport[] = []
    let resumedAt = 0
    const { stop = new AbortController(), stopAfter = Infinity } = options
    const { finished, done } = await importSubscriptions(database, await openImportFile(file), {
      statements: importStatementsOf(database),
      rules: { sites: await readImportSites(database.kysely), site: 'default', allow: [] },
      subscriptionsPerSubscriber: 3,
      now: () => 5000,
      signal: stop.signal,
      refused: (report) => refused.push(report),
      resumed: (from) => (resumedAt = from.lines),
      waits: (error) => assert.fail(error),
      progress: (progress) => progress.lines >= stopAfter && stop.abort(),
    })
    const { lines, added, present, refused: count } = done
    return { finished, resumedAt, lines, added, present, refused: count, reports: refused }
  }
  const count = async (
    table: 'belfry_subscribers' | 'belfry_subscriptions' | 'belfry_preferences' | 'belfry_imports',
  ) =>
    (
      await database.kysely
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  return {
    database,
    load,
    count,
    write: (lines: readonly (object | string)[]) =>
      writeFileSync(file, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')),
    writeArray: (elements: readonly object[]) => writeFileSync(file, JSON.stringify(elements, null, 2)),
    async [Symbol.asyncDispose]() {
      await harness[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}
