import { createHash, randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

const lifetimeMs = 30 * 24 * 3600 * 1000

/** Starts a session and returns its token, which only the owner's cookie keeps. */
export function startSession(db: DatabaseSync, now: number): string {
  const token = randomBytes(32).toString('base64url')
  db.prepare('delete from sessions where expires_at <= ?').run(now)
  db.prepare('insert into sessions (token_hash, expires_at) values (?, ?)').run(
    sha256(token),
    now + lifetimeMs,
  )
  return token
}

/** Whether the token belongs to a session. Using a session makes it last another 30 days. */
export function useSession(db: DatabaseSync, token: string, now: number): boolean {
  const session = db
    .prepare('select expires_at as expiresAt from sessions where token_hash = ? and expires_at > ?')
    .get(sha256(token), now)
  if (session === undefined) return false
  // Once a day is enough, and spares every page view a write.
  if (Number(session.expiresAt) < now + lifetimeMs - 24 * 3600 * 1000) {
    db.prepare('update sessions set expires_at = ? where token_hash = ?').run(
      now + lifetimeMs,
      sha256(token),
    )
  }
  return true
}

/** Ends a session; one that has ended already is fine. */
export function endSession(db: DatabaseSync, token: string): void {
  db.prepare('delete from sessions where token_hash = ?').run(sha256(token))
}

/** The token for the session's forms. It is derived, so nothing more is stored. */
export function csrfToken(sessionToken: string): string {
  return createHash('sha256').update(`csrf.${sessionToken}`).digest('base64url')
}

function sha256(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
