import { readFileSync } from 'node:fs'
import { basename } from 'node:path/posix'
import { DatabaseError } from './database-error.ts'

export interface Migration {
  number: number
  name: string
  sql: string
}

/**
 * Reads the numbered SQL files; throws DatabaseError `migrations-missing`. They are named one by one, not looked for in
 * a folder: tools that copy a program to another machine (Next's `output: 'standalone'`, Nitro, Vercel) copy the files
 * that they find in the code as `new URL('./name', import.meta.url)`.
 */
export function readMigrations(files: readonly URL[]): Migration[] {
  return files.map((file) => {
    // A bundler may have put a hash into the name: 0001-init.3bezn532.sql
    const name = basename(file.pathname).replace(/\..*/, '.sql')
    return { number: Number.parseInt(name, 10), name, sql: readSql(file) }
  })
}

/** Throws DatabaseError `migrations-missing`. */
export function readSql(file: URL): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const help = 'install or build the package again'
    const message = `${basename(file.pathname)} of the schema is missing beside the code: ${help}`
    throw new DatabaseError('migrations-missing', message, { cause })
  }
}
