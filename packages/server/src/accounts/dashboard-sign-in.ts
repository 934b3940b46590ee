import { Refusal } from '../refusals/refusal.ts'
import type { Accounts } from './accounts.ts'
import type { Operator } from './operator.ts'
import { ownSignInSchema } from './schema.ts'
import type { SignedIn } from './sessions.ts'
import type { Visit } from './visit.ts'

/** An operator as an app's own sign-in names one. */
export interface OwnOperator {
  /** Stable: the audit log names it. */
  id: string
  name: string
  email?: string | null | undefined
  role: Operator['role']
  /** Default: all. */
  sites?: readonly string[] | null | undefined
}

/** Says who a request is from, and undefined for everybody who may not see the dashboard. */
export type OwnSignIn = (request: Request) => OwnOperator | undefined | Promise<OwnOperator | undefined>

/** Who is at the dashboard: by Belfry's accounts, or by what the app says. */
export interface DashboardSignIn {
  by: 'accounts' | 'app'
  accounts: Accounts | undefined
  signedIn(request: Request, visit: Visit): Promise<(Omit<SignedIn, 'session'> & Partial<SignedIn>) | undefined>
}

export function signInByAccounts(accounts: Accounts): DashboardSignIn {
  return { by: 'accounts', accounts, signedIn: (_request, visit) => accounts.sessions.signedIn(visit) }
}

/** Throws, as an error of the app, what its function throws; a TypeError for an operator that is none. */
export function signInByApp(signIn: OwnSignIn): DashboardSignIn {
  return {
    by: 'app',
    accounts: undefined,
    async signedIn(request) {
      const said = await signIn(request)
      if (said === undefined || said === null) return undefined
      const { data, error } = ownSignInSchema.safeParse(said)
      if (data === undefined) {
        const fields = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
        throw new TypeError(`dashboard.signIn answered no operator: ${fields}`)
      }
      const { email = null, sites = null, ...operator } = data
      return { operator: { ...operator, email, sites, hasSecondFactor: false } }
    },
  }
}

/** Throws Refusal `accounts-off` where Belfry has none. */
export function accountsOf(signIn: DashboardSignIn | undefined): Accounts {
  if (signIn?.accounts !== undefined) return signIn.accounts
  throw new Refusal('accounts-off', 'this server has no accounts of its own')
}
