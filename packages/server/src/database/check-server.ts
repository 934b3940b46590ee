import type { ClientBase } from 'pg'
import { DatabaseError } from './database-error.ts'

const OLDEST_VERSION = 14

/**
 * Throws a DatabaseError `database-unsuitable` when it is too old, takes no writes or cannot hold every text; returns
 * its version as `15.8`.
 */
export async function checkServer(client: Pick<ClientBase, 'query'>): Promise<string> {
  const { rows } = await client.query<{
    version: number
    name: string
    encoding: string
    standby: boolean
    read_only: string
  }>(
    `select current_setting('server_version_num')::integer as version, current_setting('server_version') as name,
       current_setting('server_encoding') as encoding,
       pg_is_in_recovery() as standby, current_setting('transaction_read_only') as read_only`,
  )
  const [server] = rows
  if (server === undefined) throw new Error('the server does not say what it is')
  const version = Math.floor(server.version / 10_000)
  if (version < OLDEST_VERSION) {
    throw new DatabaseError(
      'database-unsuitable',
      `PostgreSQL ${version} is too old: Belfry needs ${OLDEST_VERSION} or newer`,
    )
  }
  if (server.standby || server.read_only === 'on') {
    throw new DatabaseError(
      'database-unsuitable',
      'PostgreSQL is read-only there, a standby perhaps: give the address of the primary',
    )
  }
  if (server.encoding !== 'UTF8') {
    throw new DatabaseError(
      'database-unsuitable',
      `the database is in ${server.encoding}: create one with encoding UTF8`,
    )
  }
  return server.name.split(' ')[0] ?? ''
}
