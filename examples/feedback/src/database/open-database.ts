import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

const schema = readFileSync(new URL('schema.sql', import.meta.url), 'utf8')

/**
 * Opens the app's SQLite file, creating it and its tables at the first start.
 *
 * @throws Error of node:sqlite when the file cannot be opened, or is no SQLite database.
 * @example
 * using db = openDatabase(':memory:')
 */
export function openDatabase(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 })
  try {
    // WAL: a page is read while Belfry's delivery engine writes to the same file on its own thread.
    // synchronous = full: once the visitor reads "thank you", a power cut must not lose the message.
    db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
    db.exec(schema)
  } catch (error) {
    db.close()
    throw error
  }
  return db
}
