import { readAudience } from '../audiences/audience.ts'
import type { StatementDatabase } from '../database/statement.ts'
import type { Reported } from './read-report.ts'
import { REPORTED } from './statements.ts'

interface Row {
  number: number
  createdAt: number
  expiresAt: number
  audience: string
  content: string
}

// A broadcast's million reports name one notification.
const KEPT = 2000
const UNKNOWN_KEPT_MS = 10_000

/** Finds a site's notifications by their ids, and keeps the last ones; those that do not exist for ten seconds. */
export function findReported<Tx>(
  { statements, connection }: StatementDatabase<Tx>,
  elapsed: () => number = () => performance.now(),
): (site: string, id: string) => Promise<Reported | undefined> {
  const kept = new Map<string, { found: Reported | undefined; at: number }>()
  return async (site, id) => {
    const name = `${site}/${id}`
    const known = kept.get(name)
    if (known && (known.found || elapsed() - known.at < UNKNOWN_KEPT_MS)) return known.found
    // An id is any text that a browser sends; PostgreSQL takes none with U+0000.
    const { rows } = id.includes('\0') ? { rows: [] } : await statements.run(connection, REPORTED, { site, id })
    const [row] = rows as Row[]
    const found = row && toReported(row)
    kept.set(name, { found, at: elapsed() })
    const [oldest] = kept.keys()
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
    return found
  }
}

function toReported({ number, createdAt, expiresAt, audience, content }: Row): Reported {
  const to = readAudience(audience)
  return {
    number,
    createdAt,
    expiresAt,
    topic: to?.kind === 'topic' ? to.value : undefined,
    ...actionsAndLang(content),
  }
}

// Forgotten content has neither any more, and what a newer Belfry wrote may look different.
function actionsAndLang(content: string): Pick<Reported, 'actions' | 'lang'> {
  const { actions, lang } = JSON.parse(content) as { actions?: { action?: unknown }[]; lang?: unknown }
  return {
    actions: Array.isArray(actions) ? actions.map(({ action }) => String(action)) : [],
    lang: typeof lang === 'string' ? lang : undefined,
  }
}
