import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import type { RequestApiKey } from '../http/environment.ts'
import { pageOf } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { Refusal } from '../refusals/refusal.ts'
import { linkPath } from './accounts.ts'
import { invitationAnswer, madeInvitationAnswer, personAnswer, viewInvitation, viewPerson } from './answer-schema.ts'
import { accountsOf, type DashboardSignIn } from './dashboard-sign-in.ts'
import { newInvitationSchema, personChangeSchema } from './schema.ts'

/** /v1/people and /v1/people/invitations */
export function peopleRoutes(signIn: DashboardSignIn | undefined): RouteFile {
  // Whoever is limited to sites has no say in who owns the server.
  const people = (apiKey: RequestApiKey) => {
    if (apiKey.reach === 'server') return accountsOf(signIn).people
    throw new Refusal('site-not-granted', 'people belong to the server, and this is for single sites only')
  }
  return routeFile(
    { name: 'People', description: 'Who has an account for the dashboard, and who is invited.' },
    {
      '/v1/people': {
        GET: endpoint(list, async ({ apiKey, answer }) => {
          const found = await people(apiKey).list()
          return answer(200, { people: found.map((person) => viewPerson(person, apiKey.operator)), next: null })
        }),
      },
      '/v1/people/invitations': {
        GET: endpoint(listInvitations, async ({ apiKey, answer }) => {
          const found = await people(apiKey).invitations()
          return answer(200, { invitations: found.map(viewInvitation), next: null })
        }),
        POST: endpoint(invite, async ({ apiKey, told, prefix, body, answer }) => {
          const { email = null, role, sites } = body
          const { link, token } = await people(apiKey).invite({ email, role, sites }, told)
          const location = `/v1/people/invitations/${link.id}`
          const made = { ...viewInvitation(link), link: `${prefix}${linkPath('invitation', token)}` }
          return answer(201, made, { location })
        }),
      },
      '/v1/people/invitations/:id': {
        DELETE: endpoint(takeBack, async ({ apiKey, told, params, answer }) => {
          return answer(200, viewInvitation(await people(apiKey).takeBack(params.id, told)))
        }),
      },
      '/v1/people/:id': {
        PATCH: endpoint(change, async ({ apiKey, told, params, body, answer }) => {
          return answer(200, viewPerson(await people(apiKey).change(params.id, body, told), apiKey.operator))
        }),
        DELETE: endpoint(remove, async ({ apiKey, told, params, answer }) => {
          return answer(200, viewPerson(await people(apiKey).remove(params.id, told), apiKey.operator))
        }),
      },
    },
  )
}

// That a site is unknown is told with the key already.
const OFF = ['accounts-off'] as const

const list = {
  id: 'listPeople',
  summary: 'List the people with an account',
  description:
    'All of them are on one page, the oldest first. It needs a key for the server, or an owner of all sites.',
  scope: 'manage',
  query: z.strictObject({}),
  answers: { 200: { description: 'The people.', schema: pageOf('people', personAnswer) } },
  refusals: OFF,
} as const

const listInvitations = {
  id: 'listInvitations',
  summary: 'List the invitations that nobody has taken yet',
  scope: 'manage',
  query: z.strictObject({}),
  answers: { 200: { description: 'The invitations.', schema: pageOf('invitations', invitationAnswer) } },
  refusals: OFF,
} as const

const invite = {
  id: 'invite',
  summary: 'Invite somebody by a link',
  description: 'The link works once, within seven days. Send it yourself: Belfry sends no mails.',
  body: newInvitationSchema,
  example: { email: 'ada@example.com', role: 'editor', sites: ['default'] },
  answers: {
    201: {
      description: 'The invitation.',
      schema: madeInvitationAnswer,
      headers: { location: 'Where it can be taken back.' },
    },
  },
  refusals: [...OFF, 'email-taken', 'limit-reached'],
} as const

const takeBack = {
  id: 'takeInvitationBack',
  summary: 'Take an invitation back',
  params: z.object({ id: z.string() }),
  answers: { 200: { description: 'As it was. Its link works no more.', schema: invitationAnswer } },
  refusals: [...OFF, 'invitation-not-found'],
} as const

const params = z.object({ id: z.string() })

const change = {
  id: 'changePerson',
  summary: "Change somebody's role or sites",
  description: 'It counts from the next request on.',
  params,
  body: personChangeSchema,
  answers: { 200: { description: 'The person.', schema: personAnswer } },
  refusals: [...OFF, 'person-not-found', 'last-owner'],
} as const

const remove = {
  id: 'removePerson',
  summary: 'Remove an account',
  description: 'Its sessions end at once.',
  params,
  answers: { 200: { description: 'As it was.', schema: personAnswer } },
  refusals: [...OFF, 'person-not-found', 'last-owner'],
} as const
