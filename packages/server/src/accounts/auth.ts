import type { Database } from '../database/database.ts'
import type { PasswordHasher } from './password.ts'

export interface AuthNeeds {
  database: Database
  secret: string
  passwords: PasswordHasher
  now: () => number
}

/** What Belfry asks of better-auth. Its own types stay out of ours: an app need not have what they are made of. */
export interface Auth {
  api: {
    getSession(asked: Asked): Promise<{ user: AuthUser; session: AuthSession } | null>
    signInEmail(
      asked: AskedForHeaders & { body: { email: string; password: string } },
    ): WithHeaders<{ user: AuthUser } | { twoFactorRedirect: boolean }>
    signOut(asked: Asked): Promise<unknown>
    signOut(asked: AskedForHeaders): WithHeaders<unknown>
    verifyTOTP(asked: AskedForHeaders & { body: { code: string } }): WithHeaders<{ user: AuthUser }>
    verifyBackupCode(asked: AskedForHeaders & { body: { code: string } }): WithHeaders<{ user: AuthUser }>
    enableTwoFactor(
      asked: Asked & { body: { password: string; method: 'totp' } },
    ): Promise<{ method: 'totp'; totpURI: string; backupCodes: string[] } | { method: 'otp' }>
    /** Of begin-session.ts: a session for somebody who has proved who they are. */
    beginSession(asked: AskedForHeaders & { body: { operator: string } }): WithHeaders<{ user: AuthUser }>
    disableTwoFactor(asked: AskedForHeaders & { body: { password: string } }): WithHeaders<unknown>
  }
}

interface Asked {
  headers: Headers
}

interface AskedForHeaders extends Asked {
  returnHeaders: true
}

type WithHeaders<Response> = Promise<{ headers: Headers; response: Response }>

interface AuthUser {
  id: string
  name: string
  email: string
  role: string
  sites?: string | null | undefined
  twoFactorEnabled?: boolean | null | undefined
}

interface AuthSession {
  id: string
  createdAt: Date
  expiresAt: Date
  lastSeenAt?: Date | null | undefined
}
