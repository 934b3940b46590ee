import { createHash, randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

const day = 24 * 3600 * 1000
const lifetimeMs = 30 * day
// From signing in, however often it is used: a cookie that was copied does not serve for ever.
const longestMs = 90 * day

/** Starts a session and returns its token, which only the owner's cookie keeps. */
export function startSession(db: DatabaseSync, now: number): string {
  // Its beginning is part of what is hashed, so that nobody can give it another.
  const token = `${now.toString(36)}-${randomBytes(32).toString('base64url')}`
  db.prepare('delete from sessions where expires_at <= ?').run(now)
  db.prepare('insert into sessions (token_hash, expires_at) values (?, ?)').run(sha256(token), now + lifetimeMs)
  return token
}

/** Whether the token belongs to a session. Using it makes it last another 30 days, 90 at most since it began. */
export function useSession(db: DatabaseSync, token: string, now: number): boolean {
  const session = db
    .prepare('select expires_at as expiresAt from sessions where token_hash = ? and expires_at > ?')
    .get(sha256(token), now)
  if (session === undefined || !(now < Number.parseInt(token, 36) + longestMs)) return false
  // Once a day is enough, and saves a write at every page view.
  if (Number(session.expiresAt) < now + lifetimeMs - day) {
    db.prepare('update sessions set expires_at = ? where token_hash = ?').run(now + lifetimeMs, sha256(token))
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
