import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { iso, signInAnswer } from './answer-schema.ts'
import { accountsOf } from './dashboard-sign-in.ts'
import { dashboardVisits, setCookies, withRetryAfter, type DashboardNeeds } from './dashboard-visit.ts'
import {
  newPasskeySchema,
  passkeyBeginSchema,
  passkeyCreationAnswer,
  passkeyRequestAnswer,
  passkeySignInSchema,
  passkeyView,
} from './passkey-schema.ts'
import type { StoredPasskey } from './passkey-store.ts'
import { DASHBOARD_TAG } from './session-routes.ts'

/** /dashboard/api/passkeys, …/sign-in/passkey */
export function passkeyRoutes(needs: DashboardNeeds): RouteFile {
  const visits = dashboardVisits(needs)
  return routeFile(DASHBOARD_TAG, {
    '/dashboard/api/sign-in/passkey': {
      POST: endpoint(signIn, ({ context, body, answer }) =>
        withRetryAfter(
          (async () => {
            const { passkeys } = accountsOf(needs.signIn)
            const { next, cookies } = await passkeys.signIn(visits.of(context), body.credential)
            setCookies(context, cookies)
            return answer(200, { next })
          })(),
        ),
      ),
    },
    '/dashboard/api/sign-in/passkey/options': {
      POST: endpoint(ask, async ({ context, answer }) =>
        answer(200, accountsOf(needs.signIn).passkeys.ask(visits.of(context))),
      ),
    },
    '/dashboard/api/passkeys': {
      GET: endpoint(list, async ({ context, answer }) => {
        const { accounts, who } = await visits.member(context)
        return answer(200, { passkeys: (await accounts.passkeys.list(who.operator.id)).map(view) })
      }),
      POST: endpoint(add, async ({ context, body, answer }) => {
        const { accounts, who, visit } = await visits.member(context)
        return answer(201, view(await accounts.passkeys.add(visit, who, body)))
      }),
    },
    '/dashboard/api/passkeys/options': {
      POST: endpoint(begin, ({ context, body, answer }) =>
        withRetryAfter(
          (async () => {
            const { accounts, who, visit } = await visits.member(context)
            return answer(200, await accounts.passkeys.begin(visit, who, body.password))
          })(),
        ),
      ),
    },
    '/dashboard/api/passkeys/:id': {
      DELETE: endpoint(remove, async ({ context, params }) => {
        const { accounts, who } = await visits.member(context)
        await accounts.passkeys.remove(who, params.id)
        return context.body(null, 204)
      }),
    },
  })
}

function view({ id, name, origin, isSynced, createdAt, lastUsedAt }: StoredPasskey): z.output<typeof passkeyView> {
  const used = lastUsedAt === null ? null : iso(lastUsedAt)
  return { id, name, origin, isSynced, createdAt: iso(createdAt), lastUsedAt: used }
}

const SIGNED_IN = ['session-missing'] as const

const ask = {
  id: 'askForPasskey',
  summary: 'Begin to sign in with a passkey',
  description: 'For `navigator.credentials.get()`. It holds for five minutes, and for one answer.',
  answers: { 200: { description: 'What the browser needs.', schema: passkeyRequestAnswer } },
} as const

const signIn = {
  id: 'signInWithPasskey',
  summary: 'Sign in with a passkey',
  description: 'Its device has asked for a fingerprint, a face or a PIN: no code of a second factor is needed.',
  body: passkeySignInSchema,
  answers: { 200: { description: 'Signed in.', schema: signInAnswer } },
  refusals: ['passkey-refused', 'sign-in-throttled'],
} as const

const list = {
  id: 'listPasskeys',
  summary: 'List your passkeys',
  answers: {
    200: {
      description: 'The passkeys, the oldest first.',
      schema: z.object({ passkeys: z.array(passkeyView) }).meta({ id: 'Passkeys' }),
    },
  },
  refusals: SIGNED_IN,
} as const

const begin = {
  id: 'beginPasskey',
  summary: 'Begin to make a passkey',
  description: 'For `navigator.credentials.create()`. It holds for five minutes, and for one answer.',
  body: passkeyBeginSchema,
  answers: { 200: { description: 'What the browser needs.', schema: passkeyCreationAnswer } },
  refusals: [...SIGNED_IN, 'password-wrong', 'sign-in-throttled', 'limit-reached'],
} as const

const add = {
  id: 'addPasskey',
  summary: 'Add a passkey that the browser has made',
  description: 'It signs in at the address of this page, and at no other.',
  body: newPasskeySchema,
  answers: { 201: { description: 'It is there.', schema: passkeyView } },
  refusals: [...SIGNED_IN, 'passkey-not-made', 'passkey-taken'],
} as const

const remove = {
  id: 'removePasskey',
  summary: 'Remove a passkey',
  params: z.object({ id: z.string() }),
  answers: { 204: { description: 'It signs in no more.' } },
  refusals: [...SIGNED_IN, 'passkey-not-found'],
} as const
