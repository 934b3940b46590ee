import type { Database } from '../database/database.ts'
import { householdOf } from '../limits/client-address.ts'
import { Refusal } from '../refusals/refusal.ts'
import { kindToRead, kindToSet, type KnownBrowsers } from './cookies.ts'
import type { AccountEvents } from './events.ts'
import { codeOf, type LoadAuth } from './load-auth.ts'
import type { SignInLimits } from './sign-in-limits.ts'
import { headersFor, type Visit } from './visit.ts'

/** What became of a step, and the cookies to set. */
export interface SignInStep {
  next: 'done' | 'code'
  cookies: readonly string[]
}

export interface SignIn {
  /** Throws Refusal `sign-in-failed` or a SignInThrottled. */
  begin(visit: Visit, given: { email: string; password: string }): Promise<SignInStep>
  /** The same for somebody who has just set this password: no attempt is counted. */
  enter(visit: Visit, given: { email: string; password: string }): Promise<SignInStep>
  /** For somebody whose passkey has said who they are: no code is asked for. */
  enterByPasskey(visit: Visit, operatorId: string): Promise<SignInStep>
  /** Throws Refusal `code-wrong` or `sign-in-over`. */
  confirm(visit: Visit, code: string): Promise<SignInStep>
  end(visit: Visit, operatorId: string): Promise<readonly string[]>
}

/** Too many attempts: no more before `waitMs` have passed. */
export class SignInThrottled extends Refusal {
  override name = 'SignInThrottled'
  readonly waitMs: number

  constructor(waitMs: number) {
    super('sign-in-throttled', `the next attempt is possible in ${Math.ceil(waitMs / 1000)} seconds`)
    this.waitMs = waitMs
  }
}

export interface SignInNeeds {
  database: Pick<Database, 'kysely'>
  load: LoadAuth
  limits: SignInLimits
  known: KnownBrowsers
  events: AccountEvents
  now: () => number
}

export function createSignIn({ database, load, limits, known, events, now }: SignInNeeds): SignIn {
  const attemptOf = ({ headers, basePath, address }: Visit, email: string) => {
    return { email, address, isKnown: known.isKnown(headers, basePath, email) }
  }
  const from = ({ address }: Visit) => (address === undefined ? undefined : householdOf(address))

  return {
    async begin(visit, { email: typed, password }) {
      const email = typed.toLowerCase()
      const waitMs = limits.begin(attemptOf(visit, email))
      if (waitMs > 0) {
        events.signInFailed({ outcome: 'throttled', from: from(visit) })
        throw new SignInThrottled(waitMs)
      }
      return enter(visit, { email, password })
    },
    enter,
    async enterByPasskey(visit, operator) {
      const auth = await load(kindToSet(visit.headers, visit.basePath))
      const request = { body: { operator }, headers: headersFor(visit), returnHeaders: true } as const
      const { headers, response } = await auth.api.beginSession(request)
      return complete(visit, response.user, headers, 'signInWithPasskey')
    },
    async confirm(visit, code) {
      const auth = await load(kindToSet(visit.headers, visit.basePath))
      const request = { body: { code }, headers: headersFor(visit), returnHeaders: true } as const
      const verify = /^\d{6}$/.test(code) ? auth.api.verifyTOTP(request) : auth.api.verifyBackupCode(request)
      const { headers, response } = await verify.catch((error: unknown) => {
        events.signInFailed({ outcome: 'failed', from: from(visit) })
        throw /INVALID_CODE|INVALID_BACKUP_CODE|CODE_USED/.test(codeOf(error))
          ? new Refusal('code-wrong', 'the code is wrong, or was used already')
          : new Refusal('sign-in-over', 'this sign-in is over: begin again')
      })
      return complete(visit, response.user, headers)
    },
    async end(visit, operatorId) {
      const kind = kindToRead(visit.headers, visit.basePath)
      const auth = await load(kind)
      const { headers } = await auth.api.signOut({ headers: headersFor(visit), returnHeaders: true })
      await events.did('signOut', operatorId)
      return headers.getSetCookie()
    },
  }

  async function enter(visit: Visit, body: { email: string; password: string }): Promise<SignInStep> {
    const auth = await load(kindToSet(visit.headers, visit.basePath))
    const { headers, response } = await auth.api
      .signInEmail({ body, headers: headersFor(visit), returnHeaders: true })
      .catch((error: unknown) => {
        codeOf(error)
        events.signInFailed({ outcome: 'failed', from: from(visit) })
        throw new Refusal('sign-in-failed', 'the e-mail address or the password is wrong')
      })
    if ('twoFactorRedirect' in response) return { next: 'code', cookies: headers.getSetCookie() }
    return complete(visit, response.user, headers)
  }

  async function complete(
    visit: Visit,
    user: { id: string; email: string },
    headers: Headers,
    event: 'signIn' | 'signInWithPasskey' = 'signIn',
  ): Promise<SignInStep> {
    limits.forgive(attemptOf(visit, user.email))
    const kind = kindToSet(visit.headers, visit.basePath)
    // The session that this browser had, if any: nobody could end it any more.
    await (await load(kind)).api.signOut({ headers: headersFor(visit) })
    await dropOver()
    await events.did(event, user.id)
    const attributes = `Path=${kind.path}; HttpOnly; SameSite=Strict; Max-Age=31536000${kind.secure ? '; Secure' : ''}`
    return {
      next: 'done',
      cookies: [...headers.getSetCookie(), `${known.name(kind)}=${known.proof(user.email)}; ${attributes}`],
    }
  }

  async function dropOver(): Promise<void> {
    const tables = [
      'belfry_operator_sessions',
      'belfry_operator_challenges',
      'belfry_operator_used_challenges',
    ] as const
    for (const table of tables) {
      await database.kysely.deleteFrom(table).where('expires_at', '<=', now()).execute()
    }
  }
}
