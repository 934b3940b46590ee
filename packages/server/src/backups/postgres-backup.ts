import pg from 'pg'
import { describeAddress } from '../database/address.ts'
import { openPostgres } from '../database/open-postgres.ts'
import { whyUnusable } from '../database/postgres-errors.ts'
import { QUEUE_SCHEMA } from '../queue/open-boss.ts'
import { BackupError } from './backup-error.ts'
import { claimFile } from './backup-file.ts'
import { runProgram } from './postgres-programs.ts'
import type { Copying } from './sqlite-backup.ts'

export interface PostgresCopying extends Copying {
  env: NodeJS.ProcessEnv
}

const CONNECT_PATIENCE_MS = 10_000
// The queue is in a schema of its own, and a job without its notification is worth nothing.
const SCHEMA = 'belfry'
const SCHEMAS = [SCHEMA, QUEUE_SCHEMA]

/**
 * Writes Belfry's two schemas into one archive of pg_dump's, as they are at this moment, while others write to them.
 * Throws a BackupError `store-missing`, `backup-exists`, `program-missing`, `program-failed` or `interrupted`, or a
 * DatabaseError.
 */
export async function backUpPostgres(
  address: string,
  file: string,
  { env, signal, progress }: PostgresCopying,
): Promise<void> {
  if (!(await schemasThere(address)).includes(SCHEMA)) {
    throw new BackupError('store-missing', `${describeAddress(address)} holds no store of Belfry's`)
  }
  const exists = () => new BackupError('backup-exists', `${file} exists: name another file`)
  await claimFile(file, exists, (draft) =>
    runProgram({
      program: 'pg_dump',
      args: [
        '--format=custom',
        '--verbose',
        // A migration holds its tables for seconds at most.
        '--lock-wait-timeout=60s',
        ...SCHEMAS.map((schema) => `--schema=${schema}`),
        `--file=${draft}`,
      ],
      address,
      env,
      signal,
      line(text) {
        const table = /dumping contents of table "([^"]+)"/.exec(text)?.[1]
        if (table !== undefined) progress(undefined, table)
      },
    }),
  )
}

/**
 * Restores such an archive into a database that has neither schema, in one transaction, and brings the tables up to
 * date. Throws a BackupError `target-not-empty`, `program-missing`, `program-failed` or `interrupted`, or a
 * DatabaseError.
 */
export async function restorePostgres(
  file: string,
  address: string,
  { env, signal, progress, now }: PostgresCopying & { now: () => number },
): Promise<void> {
  const [found] = await schemasThere(address)
  if (found !== undefined) {
    throw new BackupError(
      'target-not-empty',
      `${describeAddress(address)} has a schema ${found} already: give an empty database`,
    )
  }
  await runProgram({
    program: 'pg_restore',
    // The roles of another server need not exist here.
    args: ['--no-owner', '--no-privileges', '--single-transaction', '--exit-on-error', '--verbose', file],
    address,
    env,
    signal,
    line(text) {
      const table = /processing data for table "([^"]+)"/.exec(text)?.[1]
      if (table !== undefined) progress(undefined, table)
    },
  })
  // Without statistics the first pages of a large audience would be read by the wrong plan.
  progress(undefined, 'analyze')
  await withClient(address, (client) => client.query('analyze'))
  await (await openPostgres(address, { now, connections: 1 })).close()
}

async function schemasThere(address: string): Promise<string[]> {
  const { rows } = await withClient(address, (client) =>
    client.query<{ name: string }>('select nspname as name from pg_namespace where nspname = any($1) order by 1', [
      SCHEMAS,
    ]),
  )
  return rows.map(({ name }) => name)
}

async function withClient<T>(address: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: CONNECT_PATIENCE_MS })
  client.on('error', () => undefined) // the query that is under way rejects with it
  // One that never connected is not ended either: pg would wait for its end for ever.
  await client.connect().catch((error: unknown) => {
    throw whyUnusable(error, address)
  })
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
