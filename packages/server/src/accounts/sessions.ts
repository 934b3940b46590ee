import type { Database } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { kindToRead } from './cookies.ts'
import type { AccountEvents } from './events.ts'
import type { LoadAuth } from './load-auth.ts'
import { readSites } from './operator-store.ts'
import type { Operator, Role } from './operator.ts'
import { headersFor, SESSION_DAYS, type Visit } from './visit.ts'

/** Who a request is from, and by which session. */
export interface SignedIn {
  operator: Operator
  session: { id: string; createdAt: number; expiresAt: number }
}

export interface OperatorSession {
  id: string
  createdAt: number
  lastSeenAt: number
  userAgent: string | null
  address: string | null
}

export interface Sessions {
  signedIn(visit: Visit): Promise<SignedIn | undefined>
  list(operatorId: string): Promise<OperatorSession[]>
  /** Throws Refusal `session-not-found`. */
  end(operatorId: string, id: string): Promise<void>
  endOthers(operatorId: string, kept: string): Promise<void>
}

const DAY_MS = 86_400_000
const IDLE_MS = 3 * DAY_MS
const SEEN_EVERY_MS = 5 * 60_000
const MOST_LISTED = 100

export function createSessions(
  { kysely }: Pick<Database, 'kysely'>,
  { load, events, now }: { load: LoadAuth; events: Pick<AccountEvents, 'did'>; now: () => number },
): Sessions {
  return {
    async signedIn(visit) {
      const kind = kindToRead(visit.headers, visit.basePath)
      if (!visit.headers.get('cookie')?.includes(`${kind.prefix}.session_token=`)) return undefined
      const auth = await load(kind)
      const found = await auth.api.getSession({ headers: headersFor(visit) })
      if (found === null) return undefined
      const { user, session } = found
      const at = now()
      const [createdAt, seenAt] = [session.createdAt.getTime(), session.lastSeenAt?.getTime() ?? 0]
      if (at - createdAt > SESSION_DAYS * DAY_MS || at - seenAt > IDLE_MS) {
        await kysely.deleteFrom('belfry_operator_sessions').where('id', '=', session.id).execute()
        return undefined
      }
      if (at - seenAt > SEEN_EVERY_MS) await see(session.id, at)
      return {
        operator: {
          id: user.id,
          name: user.name,
          email: user.email,
          role: user.role as Role,
          sites: readSites(user.sites ?? null),
          hasSecondFactor: user.twoFactorEnabled ?? false,
        },
        session: { id: session.id, createdAt, expiresAt: session.expiresAt.getTime() },
      }
    },
    async list(operatorId) {
      const rows = await kysely
        .selectFrom('belfry_operator_sessions')
        .select(['id', 'created_at', 'last_seen_at', 'user_agent', 'ip_address'])
        .where('operator_id', '=', operatorId)
        .where('expires_at', '>', now())
        .where('last_seen_at', '>', now() - IDLE_MS)
        .orderBy('last_seen_at', 'desc')
        .orderBy('id')
        .limit(MOST_LISTED)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        createdAt: row.created_at,
        lastSeenAt: row.last_seen_at,
        userAgent: row.user_agent || null,
        address: row.ip_address || null,
      }))
    },
    async end(operatorId, id) {
      const { numDeletedRows } = await kysely
        .deleteFrom('belfry_operator_sessions')
        .where('operator_id', '=', operatorId)
        .where('id', '=', id)
        .executeTakeFirst()
      if (numDeletedRows === 0n) throw new Refusal('session-not-found', 'you have no such session')
      await events.did('endSession', operatorId)
    },
    async endOthers(operatorId, kept) {
      await kysely
        .deleteFrom('belfry_operator_sessions')
        .where('operator_id', '=', operatorId)
        .where('id', '<>', kept)
        .execute()
      await events.did('endSession', operatorId)
    },
  }

  async function see(id: string, at: number): Promise<void> {
    await kysely.updateTable('belfry_operator_sessions').set({ last_seen_at: at }).where('id', '=', id).execute()
  }
}
