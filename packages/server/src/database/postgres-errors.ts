import { describeAddress } from './address.ts'
import { DatabaseError } from './database-error.ts'

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const IN_THE_WAY = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '23505', // unique_violation: another transaction made the same row first
])
const AWAY = new Set([
  '25P03', // idle_in_transaction_session_timeout: this process stood still, or the network did
  '25006', // read_only_sql_transaction: the address leads to a standby during a failover
  '55P03', // lock_not_available
  '57014', // query_canceled
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P05', // idle_session_timeout
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
const NOT_WRITABLE = new Set([
  '25006', // read_only_sql_transaction
  '53100', // disk_full
])
// 08: connection, 53: out of memory, disk or connections
const AWAY_CLASS = /^(08|53)/
// Messages of pg without a code.
const AWAY_MESSAGE =
  /^(Connection terminated|Connection ended|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|server conn crashed|server_login_retry|Cannot use a pool after)/

/** True when the same transaction will probably succeed if run again at once. */
export function isInTheWay(error: unknown): boolean {
  return IN_THE_WAY.has(codeOf(error))
}

/** True when the database is away, busy or failing over; the statement itself is right. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error)
  return (
    AWAY.has(code) ||
    code === '40001' ||
    code === '40P01' ||
    AWAY_CLASS.test(code) ||
    (error instanceof Error && AWAY_MESSAGE.test(error.message))
  )
}

/** True when it takes no writes: its disk is full, or it is read-only. */
export function isNotWritable(error: unknown): boolean {
  return NOT_WRITABLE.has(codeOf(error))
}

/** Says in one line why PostgreSQL cannot be used, without the password. */
export function whyUnusable(error: unknown, address: string): DatabaseError {
  if (error instanceof DatabaseError) return error
  const where = describeAddress(address)
  const url = URL.parse(address)
  const user = decodeURIComponent(url?.username ?? '')
  const say = (code: DatabaseError['code'], message: string) =>
    new DatabaseError(code, `${where} ${message}`, { cause: error })
  const code = codeOf(error)
  switch (code) {
    case '28P01':
    case '28000':
      return say('database-refused', `does not let ${quote(user)} in: check user name, password and pg_hba.conf`)
    case '3D000':
      return say('database-unavailable', `has no database of that name: create it (createdb), or correct the URL`)
    case '42501':
      return say(
        'database-refused',
        `does not allow ${quote(user)} what Belfry needs (${messageOf(error)}): grant create on the database, ` +
          'or let its owner run the first start',
      )
    case '25006':
      return say('database-unsuitable', 'is read-only, a standby perhaps: give the address of the primary')
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return say(
        'database-unavailable',
        `cannot be reached: the name ${quote(url?.hostname ?? '')} is not known (${code})`,
      )
    default:
      return say('database-unavailable', `cannot be used: ${messageOf(error)}`)
  }
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

// Several addresses of one host that all refuse come as one error without a message.
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0])
  const message = error instanceof Error ? error.message : String(error)
  return message === '' ? codeOf(error) : (message.split('\n')[0] ?? '')
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 60))
}
