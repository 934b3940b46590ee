import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseError } from './database-error.ts'

export interface Migration {
  number: number
  name: string
  sql: string
}

/** The numbered SQL files of a folder in their order; throws DatabaseError `migrations-missing`. */
export function readMigrations(folder: URL): Migration[] {
  let names: string[]
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  } catch (cause) {
    const message =
      'the SQL files of the schema are missing beside the code: build the package again'
    throw new DatabaseError('migrations-missing', message, { cause })
  }
  if (names.length === 0) {
    throw new DatabaseError('migrations-missing', 'the folder of the schema holds no SQL file')
  }
  return names.toSorted().map((name) => ({
    number: Number.parseInt(name, 10),
    name,
    sql: readFileSync(new URL(name, folder), 'utf8'),
  }))
}
