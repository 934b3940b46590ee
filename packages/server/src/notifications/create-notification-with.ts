import { randomUUID } from 'node:crypto'
import { DatabaseError } from '../database/database-error.ts'
import type { Queries } from '../database/database.ts'
import type { PostgresDatabase } from '../database/open-postgres.ts'
import type { PostgresConnection } from '../database/postgres-connection.ts'
import type { NewJob } from '../queue/queue.ts'
import { inSpan, traceparentOf } from '../telemetry/traces.ts'
import { createNotification } from './create-notification.ts'
import { enqueueSpan } from './enqueue-span.ts'
import { checkRequest } from './notification-row.ts'

export interface CreateWithContext {
  siteId: string
  idempotencyKey: string | undefined
  now: number
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
}

/**
 * Accepts a notification in the open transaction of an app's own client: it exists if and only if the app commits. When
 * it is refused, the app's earlier changes stay. Throws a Refusal, or DatabaseError `transaction-not-open` or
 * `transaction-other-database`.
 */
export async function createNotificationWith(
  database: Pick<PostgresDatabase, 'joining'>,
  client: PostgresConnection,
  input: unknown,
  { siteId, idempotencyKey, now, enqueue }: CreateWithContext,
): Promise<{ id: string }> {
  const checked = checkRequest(input, idempotencyKey)
  await savepoint(client)
  try {
    const base = { siteId, id: randomUUID(), now, enqueue, dialect: 'postgres' } as const
    const { row } = await inSpan(...enqueueSpan(base), (span) =>
      createNotification(database.joining(client), checked, { ...base, trace: traceparentOf(span) }),
    )
    await client.query('release savepoint belfry')
    return { id: row.id }
  } catch (error) {
    await client.query('rollback to savepoint belfry')
    if (codeOf(error) !== UNDEFINED_TABLE) throw error
    throw new DatabaseError(
      'transaction-other-database',
      "the client is on a database without Belfry's tables: both must be on the one that DATABASE_URL names",
      { cause: error },
    )
  }
}

const UNDEFINED_TABLE = '42P01'
const NO_TRANSACTION = '25P01'

async function savepoint(client: PostgresConnection): Promise<void> {
  try {
    await client.query('savepoint belfry')
  } catch (cause) {
    if (codeOf(cause) !== NO_TRANSACTION) throw cause
    throw new DatabaseError(
      'transaction-not-open',
      "no transaction is open on the client: run it between 'begin' and 'commit', or omit the option client",
      { cause },
    )
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
