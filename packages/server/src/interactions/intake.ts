import type { StatementDatabase } from '../database/statement.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { appendRows } from './append-rows.ts'
import { INTERACTION_COUNTERS } from './counters.ts'
import { findReported } from './find-reported.ts'
import { CODE_OF } from './kinds.ts'
import { muteTopics, type Muted } from './mute-topics.ts'
import { hashOfHandle, proves, rowOf, subjectOf, type LogRow, type Reporter } from './read-report.ts'
import type { Report } from './schema.ts'
import { REPORTERS } from './statements.ts'

/** Takes in what browsers report. */
export interface InteractionIntake {
  /** Resolves when it is stored, with the topics that it has muted. Throws Refusal `server-busy`. */
  take(siteId: string, report: Report): Promise<Muted[]>
}

export interface IntakeOptions<Tx> {
  database: StatementDatabase<Tx>
  handleKey: Buffer
  landingKey: Uint8Array
  metrics: Metrics
  now: () => number
  collectMs?: number
}

interface Waiting {
  siteId: string
  report: Report
  stored(muted: Muted[]): void
  failed(error: unknown): void
}

// One transaction a report costs 7 µs on SQLite and 311 on PostgreSQL, a group of them 0.6 and 2 a report.
const COLLECT_MS = 40
const GROUP = 500
const WAITING = 20_000

/** Collects reports for a moment, and appends them together. */
export function createIntake<Tx>(options: IntakeOptions<Tx>): InteractionIntake {
  const { collectMs = COLLECT_MS } = options
  const findNotification = findReported(options.database)
  const waiting: Waiting[] = []
  let storing: Promise<void> | undefined

  async function storeAll(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, collectMs))
    while (waiting.length > 0) {
      const bySite = Map.groupBy(waiting.splice(0, GROUP), ({ siteId }) => siteId)
      for (const [siteId, group] of bySite) await storeGroup(siteId, group)
    }
    storing = undefined
  }

  async function storeGroup(siteId: string, group: readonly Waiting[]): Promise<void> {
    try {
      const rowsOf = await read(siteId, group)
      await appendRows(options.database, rowsOf.flat())
      for (const [index, one] of group.entries()) one.stored(await mutedBy(siteId, rowsOf[index] ?? []))
    } catch (error) {
      for (const one of group) one.failed(error)
    }
  }

  async function read(siteId: string, group: readonly Waiting[]): Promise<LogRow[][]> {
    const { database, handleKey, landingKey, metrics, now } = options
    const reporters = await findReporters(database, siteId, group)
    const at = now()
    const all: LogRow[][] = []
    for (const { report } of group) {
      const hash = hashOfHandle(report.handle) ?? ''
      const found = reporters.get(hash)
      const reporter = found && proves(handleKey, report.handle, siteId, hash, found) ? found : undefined
      const rows: LogRow[] = []
      for (const interaction of report.interactions) {
        const subject = subjectOf(interaction, landingKey)
        const notification = reporter && subject && (await findNotification(siteId, subject.notification))
        const row = subject
          ? rowOf({ code: subject.codeIn, at: interaction.at }, notification, reporter, at)
          : ('token' as const)
        if (typeof row === 'object') rows.push(row)
        else metrics.count(INTERACTION_COUNTERS.dropped, { site: siteId, reason: row })
      }
      metrics.count(INTERACTION_COUNTERS.taken, { site: siteId }, rows.length)
      all.push(rows)
    }
    return all
  }

  async function mutedBy(siteId: string, rows: readonly LogRow[]): Promise<Muted[]> {
    // Rare: a transaction of its own costs nobody else anything.
    const about = rows.filter(({ kind }) => kind === CODE_OF.irrelevant || kind === CODE_OF.relevant)
    if (about.length === 0) return []
    const muted = await muteTopics(options.database, siteId, about, options.now())
    if (muted.length > 0) options.metrics.count(INTERACTION_COUNTERS.muted, { site: siteId }, muted.length)
    return muted
  }

  return {
    take(siteId, report) {
      if (waiting.length >= WAITING) throw new Refusal('server-busy', 'too many interactions wait to be stored')
      return new Promise((stored, failed) => {
        waiting.push({ siteId, report, stored, failed })
        storing ??= storeAll()
      })
    },
  }
}

async function findReporters<Tx>(
  { statements, connection }: StatementDatabase<Tx>,
  site: string,
  group: readonly Waiting[],
): Promise<Map<string, Reporter>> {
  const hashes = [...new Set(group.flatMap(({ report }) => hashOfHandle(report.handle) ?? []))]
  if (hashes.length === 0) return new Map()
  const rows = await statements.table(connection, REPORTERS, { site, hashes })
  return new Map(
    (rows as [string, number, number, number][]).map(([hash, id, subscriber, device]) => [
      hash,
      { id, subscriber, device },
    ]),
  )
}
