import { existsSync } from 'node:fs'
import { readAudit } from '../audit/list-audit.ts'
import { AuditError, verifyAudit } from '../audit/verify-audit.ts'
import { ConfigError } from '../config/config-error.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions } from '../config/options.ts'
import { describeAddress, isPostgres } from '../database/address.ts'
import { openDatabase, type OpenedDatabase } from '../database/open-database.ts'
import type { Terminal } from './terminal.ts'

/** Follows the chain of the store, beside a running server or without one; returns the exit code. */
export async function verifyAuditLog(flags: Flags, terminal: Terminal): Promise<number> {
  await using database = await openStore(flags, terminal)
  try {
    const { events, first, hash } = await verifyAudit(database)
    const kept = flags['hash']
    if (kept !== undefined && !(await hasHash(database, kept))) {
      terminal.err(`belfry: audit-broken: no event has the hash ${kept.slice(0, 64)}: the log was written anew\n`)
      return 1
    }
    terminal.out(`The chain holds: ${events} events from ${first} on in ${describeAddress(database.address)}.\n`)
    if (hash !== '') terminal.out(`The last has the hash ${hash}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
    terminal.err(`belfry: ${error.code}: ${error.message}\n`)
    return 1
  }
}

async function hasHash({ kysely }: OpenedDatabase, hash: string): Promise<boolean> {
  const query = kysely.selectFrom('belfry_audit').select('number').where('hash', '=', hash)
  return (await query.executeTakeFirst()) !== undefined
}

/** Prints all events as JSON lines, the oldest first. Throws a ConfigError or a DatabaseError. */
export async function exportAuditLog(flags: Flags, terminal: Terminal): Promise<void> {
  const from = Number(flags['from'] ?? 1)
  if (!Number.isSafeInteger(from) || from < 1) {
    throw new ConfigError([{ setting: '--from', message: 'must be the number of an event, 1 or more' }])
  }
  await using database = await openStore(flags, terminal)
  for await (const event of readAudit(database, from)) terminal.out(`${JSON.stringify(event)}\n`)
}

async function openStore(flags: Flags, terminal: Terminal): Promise<OpenedDatabase> {
  const { database: address, now } = parseOptions(readEnvironment(terminal.env, flags).options)
  // In a wrong folder, this must not make a store and find nothing in it.
  if (!isPostgres(address) && !existsSync(address)) {
    throw new ConfigError([{ setting: 'data', message: `there is no store at ${address}` }])
  }
  return openDatabase(address, { now, connections: 1 })
}
