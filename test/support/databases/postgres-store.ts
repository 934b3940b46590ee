import { openPostgres } from '../../../packages/server/src/database/open-postgres.ts'
import { startPostgres, type Postgres, type PostgresOptions } from './postgres.ts'

/** A PostgreSQL whose databases have Belfry's newest schema already. */
export function startPostgresStore(options: PostgresOptions = {}): Promise<Postgres> {
  return startPostgres({
    ...options,
    prepare: async (url) => {
      await using _ = await openPostgres(url)
      await options.prepare?.(url)
    },
  })
}
