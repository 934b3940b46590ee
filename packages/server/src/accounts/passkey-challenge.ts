import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Queries } from '../database/database.ts'

const LIFETIME_MS = 5 * 60_000
const RANDOM = 16
const TIME = 6
const SIGNATURE = 32

/**
 * Challenges that are stored nowhere: strangers ask for them, and would fill a table. Each is random, says when it is
 * over, and is signed together with what it is for.
 */
export interface PasskeyChallenges {
  /** In base64url. */
  make(purpose: string): string
  isOurs(challenge: string, purpose: string): boolean
  /** Takes it: false when it was taken before. */
  take(db: Queries, challenge: string): Promise<boolean>
}

export function createPasskeyChallenges(secret: string, now: () => number): PasskeyChallenges {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'belfry passkey challenges', 32))
  const sign = (body: Buffer, purpose: string) => createHmac('sha256', key).update(body).update(purpose).digest()
  return {
    make(purpose) {
      const body = Buffer.alloc(RANDOM + TIME)
      randomBytes(RANDOM).copy(body)
      body.writeUIntBE(now() + LIFETIME_MS, RANDOM, TIME)
      return Buffer.concat([body, sign(body, purpose)]).toString('base64url')
    },
    isOurs(challenge, purpose) {
      const bytes = Buffer.from(challenge, 'base64url')
      if (bytes.length !== RANDOM + TIME + SIGNATURE) return false
      const body = bytes.subarray(0, RANDOM + TIME)
      if (!timingSafeEqual(bytes.subarray(RANDOM + TIME), sign(body, purpose))) return false
      return body.readUIntBE(RANDOM, TIME) > now()
    },
    async take(db, challenge) {
      const hash = createHash('sha256').update(Buffer.from(challenge, 'base64url')).digest()
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('belfry_operator_used_challenges')
        .values({ hash, expires_at: now() + LIFETIME_MS })
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },
  }
}
