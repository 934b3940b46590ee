import { refusalAnswer } from '../http/problem-answer.ts'
import type { Asked, Operation } from '../http/operation.ts'
import type { ReadClientAddress } from '../limits/client-address.ts'
import { Refusal } from '../refusals/refusal.ts'
import { accountsOf, type DashboardSignIn } from './dashboard-sign-in.ts'
import type { Accounts } from './accounts.ts'
import { ACCOUNT_REFUSALS } from './refusals.ts'
import type { SignedIn } from './sessions.ts'
import { SignInThrottled } from './sign-in.ts'
import type { Visit } from './visit.ts'

type AskedContext = Asked<Operation>['context']
type Found = NonNullable<Awaited<ReturnType<DashboardSignIn['signedIn']>>>

export interface DashboardNeeds {
  /** Undefined where there is no dashboard. */
  signIn: DashboardSignIn | undefined
  clientAddress: ReadClientAddress
}

/** What the endpoints of the dashboard have in common: whose a request is, and the cookies of an answer. */
export interface DashboardVisits {
  of(c: AskedContext): Visit
  /** Throws Refusal `session-missing`. */
  signedIn(c: AskedContext): Promise<Found>
  /** The same with Belfry's own accounts. Throws Refusal `accounts-off` as well. */
  member(c: AskedContext): Promise<{ accounts: Accounts; who: SignedIn; visit: Visit }>
}

export function dashboardVisits({ signIn, clientAddress }: DashboardNeeds): DashboardVisits {
  const of = (c: AskedContext): Visit => ({
    headers: c.req.raw.headers,
    basePath: c.get('prefix'),
    address: clientAddress(c.env?.incoming?.socket?.remoteAddress, (name) => c.req.header(name)),
  })
  return {
    of,
    signedIn: async (c) => required(await signIn?.signedIn(c.req.raw, of(c))),
    async member(c) {
      const accounts = accountsOf(signIn)
      const visit = of(c)
      return { accounts, who: required(await accounts.sessions.signedIn(visit)), visit }
    },
  }
}

function required<Who extends Found>(who: Who | undefined): Who {
  if (who !== undefined) return who
  throw new Refusal('session-missing', 'nobody is signed in')
}

/** Adds the cookies to the answer that is to come. */
export function setCookies(c: AskedContext, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
}

/** Answers attempts that come too early with the time to wait. */
export async function withRetryAfter(answer: Promise<Response>): Promise<Response> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof SignInThrottled)) throw error
    const headers = { 'retry-after': String(Math.ceil(error.waitMs / 1000)) }
    return refusalAnswer(error.code, ACCOUNT_REFUSALS['sign-in-throttled'], { detail: error.message, headers })
  }
}
