import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { operatorSessionAnswer, secondFactorAnswer, viewOperatorSession } from './answer-schema.ts'
import { dashboardVisits, setCookies, withRetryAfter, type DashboardNeeds } from './dashboard-visit.ts'
import { codeSchema, passwordChangeSchema, passwordProofSchema } from './schema.ts'
import { DASHBOARD_TAG } from './session-routes.ts'

/** /dashboard/api/sessions, …/password, …/second-factor */
export function ownAccountRoutes(needs: DashboardNeeds): RouteFile {
  const visits = dashboardVisits(needs)
  return routeFile(DASHBOARD_TAG, {
    '/dashboard/api/sessions': {
      GET: endpoint(listSessions, async ({ context, answer }) => {
        const { accounts, who } = await visits.member(context)
        const found = await accounts.sessions.list(who.operator.id)
        return answer(200, { sessions: found.map((session) => viewOperatorSession(session, who.session.id)) })
      }),
      DELETE: endpoint(endOthers, async ({ context }) => {
        const { accounts, who } = await visits.member(context)
        await accounts.sessions.endOthers(who.operator.id, who.session.id)
        return context.body(null, 204)
      }),
    },
    '/dashboard/api/sessions/:id': {
      DELETE: endpoint(endOne, async ({ context, params }) => {
        const { accounts, who } = await visits.member(context)
        await accounts.sessions.end(who.operator.id, params.id)
        return context.body(null, 204)
      }),
    },
    '/dashboard/api/password': {
      PUT: endpoint(changePassword, ({ context, body }) =>
        withRetryAfter(
          (async () => {
            const { accounts, who } = await visits.member(context)
            await accounts.own.changePassword(who, body)
            return context.body(null, 204)
          })(),
        ),
      ),
    },
    '/dashboard/api/second-factor': {
      POST: endpoint(beginSecondFactor, ({ context, body, answer }) =>
        withRetryAfter(
          (async () => {
            const { accounts, who, visit } = await visits.member(context)
            return answer(200, await accounts.own.beginSecondFactor(visit, who, body.password))
          })(),
        ),
      ),
    },
    '/dashboard/api/second-factor/confirm': {
      POST: endpoint(confirmSecondFactor, async ({ context, body }) => {
        const { accounts, who, visit } = await visits.member(context)
        setCookies(context, await accounts.own.confirmSecondFactor(visit, who, body.code))
        return context.body(null, 204)
      }),
    },
    '/dashboard/api/second-factor/remove': {
      POST: endpoint(removeSecondFactor, ({ context, body }) =>
        withRetryAfter(
          (async () => {
            const { accounts, who, visit } = await visits.member(context)
            setCookies(context, await accounts.own.removeSecondFactor(visit, who, body.password))
            return context.body(null, 204)
          })(),
        ),
      ),
    },
  })
}

const SIGNED_IN = ['session-missing'] as const
const PROOF = ['password-wrong', 'sign-in-throttled'] as const

const listSessions = {
  id: 'listSessions',
  summary: 'List your sessions, the last seen first',
  answers: {
    200: {
      description: 'The sessions.',
      schema: z.object({ sessions: z.array(operatorSessionAnswer) }).meta({ id: 'OperatorSessions' }),
    },
  },
  refusals: SIGNED_IN,
} as const

const endOthers = {
  id: 'endOtherSessions',
  summary: 'End all your other sessions',
  answers: { 204: { description: 'Only this one works.' } },
  refusals: SIGNED_IN,
} as const

const endOne = {
  id: 'endSession',
  summary: 'End one of your sessions',
  params: z.object({ id: z.string() }),
  answers: { 204: { description: 'It works no more.' } },
  refusals: [...SIGNED_IN, 'session-not-found'],
} as const

const changePassword = {
  id: 'changePassword',
  summary: 'Change your password',
  description: 'It ends all your other sessions.',
  body: passwordChangeSchema,
  answers: { 204: { description: 'The new one counts from now on.' } },
  refusals: [...SIGNED_IN, ...PROOF, 'password-weak'],
} as const

const beginSecondFactor = {
  id: 'beginSecondFactor',
  summary: 'Make a second factor (TOTP, RFC 6238)',
  description: 'It is on once it was confirmed with a code.',
  body: passwordProofSchema,
  answers: { 200: { description: 'Its secret, and the recovery codes.', schema: secondFactorAnswer } },
  refusals: [...SIGNED_IN, ...PROOF, 'second-factor-on'],
} as const

const confirmSecondFactor = {
  id: 'confirmSecondFactor',
  summary: 'Turn the second factor on with a code of it',
  description: 'It ends all your other sessions.',
  body: codeSchema,
  answers: { 204: { description: 'It is on.' } },
  refusals: [...SIGNED_IN, 'code-wrong', 'second-factor-off'],
} as const

const removeSecondFactor = {
  id: 'removeSecondFactor',
  summary: 'Remove the second factor',
  body: passwordProofSchema,
  answers: { 204: { description: 'It is off.' } },
  refusals: [...SIGNED_IN, ...PROOF],
} as const
