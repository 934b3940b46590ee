import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { openPostgres } from '../../../packages/server/src/database/open-postgres.ts'
import { startPostgres, type Postgres, type PostgresOptions } from './postgres.ts'

const WEEK_MS = 7 * 86_400_000

/** A PostgreSQL whose databases have Belfry's newest schema already. */
export function startPostgresStore(options: PostgresOptions = {}): Promise<Postgres> {
  return startPostgres({
    ...options,
    prepare: async (url) => {
      await using _ = await openPostgres(url)
      await options.prepare?.(url)
    },
    ...(options.prepare === undefined ? { madeFrom: schemaText() } : {}),
  })
}

// All that openPostgres() makes a schema from: partitions begin with the present week.
function schemaText(): string {
  const root = new URL('../../../packages/server/src/database/', import.meta.url)
  const hash = createHash('sha256')
  for (const file of globSync('**/*.{sql,ts}', { cwd: root }).toSorted()) hash.update(readFileSync(new URL(file, root)))
  return `schema ${hash.digest('hex')} of week ${Math.floor(Date.now() / WEEK_MS)}`
}
