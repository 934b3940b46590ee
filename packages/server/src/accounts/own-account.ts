import type { Database } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { kindToSet } from './cookies.ts'
import type { ChoosePassword } from './choose-password.ts'
import type { AccountEvents } from './events.ts'
import { codeOf, type LoadAuth } from './load-auth.ts'
import { findPassword, savePassword } from './operator-store.ts'
import type { PasswordHasher } from './password.ts'
import type { Sessions, SignedIn } from './sessions.ts'
import { SignInThrottled } from './sign-in.ts'
import type { SignInLimits } from './sign-in-limits.ts'
import { headersFor, type Visit } from './visit.ts'

/** What operators change about their own accounts. */
export interface OwnAccount {
  /** Asks for the password once more. Throws Refusal `password-wrong` or a SignInThrottled. */
  prove(who: SignedIn, password: string): Promise<void>
  /** Ends all other sessions. Throws Refusal `password-wrong` or `password-weak`. */
  changePassword(who: SignedIn, given: { current: string; password: string }): Promise<void>
  /** It is on once a code of it was confirmed. Throws Refusal `password-wrong` or `second-factor-on`. */
  beginSecondFactor(
    visit: Visit,
    who: SignedIn,
    password: string,
  ): Promise<{ uri: string; secret: string; recoveryCodes: string[] }>
  /** Returns the cookies of the session that takes this one's place. Throws Refusal `code-wrong`. */
  confirmSecondFactor(visit: Visit, who: SignedIn, code: string): Promise<readonly string[]>
  removeSecondFactor(visit: Visit, who: SignedIn, password: string): Promise<readonly string[]>
}

export interface OwnAccountNeeds {
  database: Database
  load: LoadAuth
  limits: SignInLimits
  passwords: Pick<PasswordHasher, 'verify'>
  choose: ChoosePassword
  sessions: Pick<Sessions, 'endOthers'>
  events: AccountEvents
  now: () => number
}

export function createOwnAccount(needs: OwnAccountNeeds): OwnAccount {
  const { database, load, limits, passwords, choose, sessions, events, now } = needs
  return {
    prove,
    async changePassword(who, { current, password }) {
      const { operator, session } = who
      await prove(who, current)
      const hash = await choose(password, operator)
      await savePassword(database.kysely, operator.id, hash, now())
      await sessions.endOthers(operator.id, session.id)
      await events.did('changePassword', operator.id)
    },
    async beginSecondFactor(visit, who, password) {
      await prove(who, password)
      const auth = await load(kindToSet(visit.headers, visit.basePath))
      const made = await auth.api
        .enableTwoFactor({ body: { password, method: 'totp' }, headers: headersFor(visit) })
        .catch((error: unknown) => {
          if (codeOf(error) === 'TOTP_ALREADY_ENABLED') throw new Refusal('second-factor-on', 'it is on already')
          throw error
        })
      if (made.method !== 'totp') throw new Error(`better-auth began ${made.method}`)
      const uri = made.totpURI
      return { uri, secret: new URL(uri).searchParams.get('secret') ?? '', recoveryCodes: made.backupCodes }
    },
    async confirmSecondFactor(visit, { operator, session }, code) {
      const auth = await load(kindToSet(visit.headers, visit.basePath))
      const { headers } = await auth.api
        .verifyTOTP({ body: { code }, headers: headersFor(visit), returnHeaders: true })
        .catch((error: unknown) => {
          if (codeOf(error) === 'TOTP_NOT_ENABLED') throw new Refusal('second-factor-off', 'begin with a secret')
          throw new Refusal('code-wrong', 'the code is wrong, or was used already')
        })
      // Sessions from before it was on have proved less.
      await database.kysely
        .deleteFrom('belfry_operator_sessions')
        .where('operator_id', '=', operator.id)
        .where('created_at', '<=', session.createdAt)
        .execute()
      await events.did('turnSecondFactorOn', operator.id)
      return headers.getSetCookie()
    },
    async removeSecondFactor(visit, who, password) {
      await prove(who, password)
      const auth = await load(kindToSet(visit.headers, visit.basePath))
      const { headers } = await auth.api.disableTwoFactor({
        body: { password },
        headers: headersFor(visit),
        returnHeaders: true,
      })
      await events.did('turnSecondFactorOff', who.operator.id)
      return headers.getSetCookie()
    },
  }

  // Whoever has found an open session must not be able to guess on.
  async function prove({ operator, session }: SignedIn, password: string): Promise<void> {
    const attempt = { email: `session ${session.id}`, address: undefined, isKnown: true }
    const waitMs = limits.begin(attempt)
    if (waitMs > 0) throw new SignInThrottled(waitMs)
    const stored = await findPassword(database.kysely, operator.id)
    if (stored === undefined || !(await passwords.verify(password, stored))) {
      throw new Refusal('password-wrong', 'the password is wrong', { field: 'password' })
    }
    limits.forgive(attempt)
  }
}
