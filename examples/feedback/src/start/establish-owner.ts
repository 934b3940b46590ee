import type { DatabaseSync } from 'node:sqlite'
import { findPasswordHash, savePasswordHash } from '../owner/owner-store.ts'
import { hashPassword, makePassword } from '../owner/password.ts'

/**
 * Makes the owner's password at the first start, and whenever a new one is asked for.
 *
 * @returns the password, to be shown this once; undefined when the owner has one already.
 */
export async function establishOwner(
  db: DatabaseSync,
  { newPassword }: { newPassword: boolean },
): Promise<string | undefined> {
  if (findPasswordHash(db) !== undefined && !newPassword) return undefined
  const password = makePassword()
  savePasswordHash(db, await hashPassword(password))
  return password
}
