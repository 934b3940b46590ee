import type { DatabaseSync } from 'node:sqlite'

/** The owner's stored password hash; undefined before the first start has made one. */
export function findPasswordHash(db: DatabaseSync): string | undefined {
  const row = db.prepare('select password_hash as hash from owner').get()
  return row?.hash as string | undefined
}

/** Sets the owner's password hash and ends every session that began with the old password. */
export function savePasswordHash(db: DatabaseSync, hash: string): void {
  db.prepare('insert or replace into owner (id, password_hash) values (1, ?)').run(hash)
  db.exec('delete from sessions')
}
