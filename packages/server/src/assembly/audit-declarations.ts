import { createHash } from 'node:crypto'
import { appendWithin } from '../audit/append-audit.ts'
import type { Database, Queries } from '../database/database.ts'

const TABLES = ['sites', 'topics', 'api_keys', 'vapid_keys'] as const
// Of keys, also what a start changes without declaring it: when one was used last.
const PASSING: ReadonlySet<string> = new Set(['last_used_at'])

/**
 * Runs the part of a start that brings the database in line with its declarations, and records in the same transaction
 * of which tables it changed anything. A start that finds all as it is declared leaves no event.
 */
export async function auditDeclarations<Done>(
  tx: Queries,
  { dialect, now }: { dialect: Database['dialect']; now: number },
  declare: () => Promise<Done>,
): Promise<Done> {
  const before = await digestsOf(tx)
  const done = await declare()
  const after = await digestsOf(tx)
  const changed = TABLES.filter((_, index) => before[index] !== after[index])
  if (changed.length === 0) return done
  await appendWithin(tx, dialect, [
    { at: now, site: null, event: 'declaredSettings', subject: null, details: { changed } },
  ])
  return done
}

async function digestsOf(tx: Queries): Promise<string[]> {
  const digests = []
  for (const table of TABLES) {
    const rows = await tx.selectFrom(`belfry_${table}`).selectAll().orderBy('id').execute()
    const lines = rows.map((row) => JSON.stringify(Object.entries(row).filter(([name]) => !PASSING.has(name))))
    digests.push(createHash('sha256').update(lines.toSorted().join('\n')).digest('hex'))
  }
  return digests
}
