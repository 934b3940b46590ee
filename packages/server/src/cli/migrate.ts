import { dirname } from 'node:path'
import { openDataFolder } from '../config/data-folder.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions } from '../config/options.ts'
import { describeAddress, isPostgres } from '../database/address.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Terminal } from './terminal.ts'

/** Makes or updates the tables, and nothing else: for deploy steps and test databases. Throws a DatabaseError. */
export async function migrate(flags: Flags, terminal: Terminal): Promise<void> {
  const { data, database: address, now } = parseOptions(readEnvironment(terminal.env, flags).options)
  if (!isPostgres(address) && dirname(address) === data) openDataFolder(data)
  await using database = await openDatabase(address, { now, connections: 1 })
  terminal.out(`The tables in ${describeAddress(database.address)} are up to date.\n`)
}
