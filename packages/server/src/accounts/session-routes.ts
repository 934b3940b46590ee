import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import {
  accountLinkAnswer,
  iso,
  operatorAnswer,
  sessionAnswer,
  signInAnswer,
  signInPageAnswer,
  viewOperator,
  viewSession,
} from './answer-schema.ts'
import { accountsOf } from './dashboard-sign-in.ts'
import { dashboardVisits, setCookies, withRetryAfter, type DashboardNeeds } from './dashboard-visit.ts'
import { codeSchema, linkTokenSchema, newAccountSchema, signInSchema } from './schema.ts'

export const DASHBOARD_TAG = {
  name: 'Dashboard',
  description: 'Requests of the dashboard: each has the header `x-belfry-dashboard`, and comes from its own pages.',
}

/** /dashboard/api/session, …/sign-in, …/sign-in/code, …/sign-out, …/links, …/accounts */
export function sessionRoutes(needs: DashboardNeeds): RouteFile {
  const { signIn } = needs
  const visits = dashboardVisits(needs)
  return routeFile(DASHBOARD_TAG, {
    '/dashboard/api/session': {
      GET: endpoint(showSession, async ({ context, answer }) => {
        const { operator, session } = await visits.signedIn(context)
        const by = signIn?.by ?? 'accounts'
        return answer(200, { operator: viewOperator(operator), by, session: session ? viewSession(session) : null })
      }),
    },
    '/dashboard/api/sign-in': {
      GET: endpoint(showSignIn, async ({ answer }) => {
        const isSetUp = (await signIn?.accounts?.isSetUp()) ?? true
        const hasPasskeys = (await signIn?.accounts?.hasPasskeys()) ?? false
        return answer(200, { by: signIn?.by ?? 'accounts', isSetUp, hasPasskeys })
      }),
      POST: endpoint(begin, ({ context, body, answer }) =>
        withRetryAfter(
          (async () => {
            const { next, cookies } = await accountsOf(signIn).signIn.begin(visits.of(context), body)
            setCookies(context, cookies)
            return answer(200, { next })
          })(),
        ),
      ),
    },
    '/dashboard/api/sign-in/code': {
      POST: endpoint(confirm, async ({ context, body, answer }) => {
        const { next, cookies } = await accountsOf(signIn).signIn.confirm(visits.of(context), body.code)
        setCookies(context, cookies)
        return answer(200, { next })
      }),
    },
    '/dashboard/api/sign-out': {
      POST: endpoint(signOut, async ({ context }) => {
        const { accounts, who, visit } = await visits.member(context)
        setCookies(context, await accounts.signIn.end(visit, who.operator.id))
        return context.body(null, 204)
      }),
    },
    '/dashboard/api/links': {
      POST: endpoint(openLink, async ({ body, answer }) => {
        const { kind, email, role, sites, expiresAt } = await accountsOf(signIn).maker.open(body.token)
        return answer(200, { kind, email, role, sites: sites && [...sites], expiresAt: iso(expiresAt) })
      }),
    },
    '/dashboard/api/accounts': {
      POST: endpoint(makeAccount, async ({ context, body, answer }) => {
        const accounts = accountsOf(signIn)
        await accounts.maker.make(body)
        const { cookies } = await accounts.signIn.enter(visits.of(context), body)
        setCookies(context, cookies)
        const { email } = body
        const made = (await accounts.people.list()).find((person) => person.email === email)
        if (made === undefined) throw new Error('the account was removed at once')
        return answer(201, { operator: viewOperator(made) })
      }),
    },
  })
}

const showSession = {
  id: 'showSession',
  summary: 'Show who is signed in',
  answers: { 200: { description: 'The operator.', schema: sessionAnswer } },
  refusals: ['session-missing'],
} as const

const showSignIn = {
  id: 'showSignIn',
  summary: 'Show what the page to sign in has to ask for',
  answers: { 200: { description: 'How people sign in here.', schema: signInPageAnswer } },
} as const

const begin = {
  id: 'signIn',
  summary: 'Sign in with e-mail address and password',
  description: 'The answer sets a cookie that pages cannot read. A session ends after 3 days without a visit.',
  body: signInSchema,
  answers: { 200: { description: 'Signed in, or a code is needed.', schema: signInAnswer } },
  refusals: ['sign-in-failed', 'sign-in-throttled'],
} as const

const confirm = {
  id: 'confirmSignIn',
  summary: 'Sign in with a code of the second factor, after the password',
  description: 'Five attempts and ten minutes; then it begins again with the password.',
  body: codeSchema,
  answers: { 200: { description: 'Signed in.', schema: signInAnswer } },
  refusals: ['code-wrong', 'sign-in-over', 'sign-in-throttled'],
} as const

const signOut = {
  id: 'signOut',
  summary: 'End this session',
  answers: { 204: { description: 'It works no more.' } },
  refusals: ['session-missing'],
} as const

const openLink = {
  id: 'openAccountLink',
  summary: 'Show what a link to make an account is for',
  body: linkTokenSchema,
  answers: { 200: { description: 'The link; it still works.', schema: accountLinkAnswer } },
  refusals: ['link-over'],
} as const

const makeAccount = {
  id: 'makeAccount',
  summary: 'Make an account by a link, and sign in',
  description:
    'The link of the first start makes an owner, and so does that of `belfry people setup-link`, which also gives ' +
    'an account that exists a new password, the role owner and no second factor.',
  body: newAccountSchema,
  answers: {
    201: {
      description: 'The account; its session has begun.',
      schema: z.object({ operator: operatorAnswer }).meta({ id: 'MadeAccount' }),
    },
  },
  refusals: ['link-over', 'email-other', 'email-taken', 'password-weak', 'sign-in-throttled'],
} as const
