import { z } from 'zod'
import type { AccountLink } from './link-store.ts'
import { ROLES, type Operator } from './operator.ts'
import type { ListedPerson, People } from './people.ts'
import type { OperatorSession, SignedIn } from './sessions.ts'

const role = z.enum(ROLES)
const sites = z.array(z.string()).nullable().describe('Null: all sites.')
const time = z.iso.datetime()

export const operatorAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    role,
    sites,
    hasSecondFactor: z.boolean(),
  })
  .meta({ id: 'Operator' })

export const sessionAnswer = z
  .object({
    operator: operatorAnswer,
    by: z.enum(['accounts', 'app']).describe('Who signs in: Belfry’s accounts, or the app.'),
    session: z
      .object({ id: z.string(), createdAt: time, expiresAt: time })
      .nullable()
      .describe('Null where the app signs in.'),
  })
  .meta({ id: 'DashboardSession' })

export const signInPageAnswer = z
  .object({
    by: z.enum(['accounts', 'app']),
    isSetUp: z.boolean().describe('False: open the link that the server has printed.'),
    hasPasskeys: z.boolean().describe('Whether anybody can sign in with one.'),
  })
  .meta({ id: 'DashboardSignIn' })

export const signInAnswer = z
  .object({ next: z.enum(['done', 'code']).describe('`code`: a code of the second factor is needed.') })
  .meta({ id: 'SignInStep' })

export const accountLinkAnswer = z
  .object({ kind: z.enum(['set-up', 'invitation']), email: z.string().nullable(), role, sites, expiresAt: time })
  .meta({ id: 'AccountLink' })

export const operatorSessionAnswer = z
  .object({
    id: z.string(),
    createdAt: time,
    lastSeenAt: time,
    userAgent: z.string().nullable(),
    address: z.string().nullable(),
    isCurrent: z.boolean(),
  })
  .meta({ id: 'OperatorSession' })

export const secondFactorAnswer = z
  .object({
    uri: z.string().describe('For a QR code: otpauth://…'),
    secret: z.string().describe('To type in.'),
    recoveryCodes: z.array(z.string()).describe('Each replaces one code, once. They are shown only now.'),
  })
  .meta({ id: 'SecondFactor' })

export const personAnswer = operatorAnswer
  .extend({ email: z.string(), createdAt: time, lastSeenAt: time.nullable(), isYou: z.boolean() })
  .meta({ id: 'Person' })

export const invitationAnswer = z
  .object({ id: z.string(), email: z.string().nullable(), role, sites, createdAt: time, expiresAt: time })
  .meta({ id: 'Invitation' })

export const madeInvitationAnswer = invitationAnswer
  .extend({ link: z.string().describe('From the host of this server on. Shown only now.') })
  .meta({ id: 'MadeInvitation' })

export function viewOperator({ id, name, email, role, sites, hasSecondFactor }: Operator) {
  return { id, name, email, role, sites: sites && [...sites], hasSecondFactor }
}

export function viewSession({ id, createdAt, expiresAt }: SignedIn['session']) {
  return { id, createdAt: iso(createdAt), expiresAt: iso(expiresAt) }
}

export function viewOperatorSession({ createdAt, lastSeenAt, ...session }: OperatorSession, current: string) {
  return {
    ...session,
    createdAt: iso(createdAt),
    lastSeenAt: iso(lastSeenAt),
    isCurrent: session.id === current,
  }
}

export function viewPerson(
  person: Awaited<ReturnType<People['change']>> & Partial<ListedPerson>,
  asking: string | undefined,
): z.output<typeof personAnswer> {
  const { createdAt, lastSeenAt = null, email } = person
  return {
    ...viewOperator(person),
    email,
    createdAt: iso(createdAt),
    lastSeenAt: lastSeenAt === null ? null : iso(lastSeenAt),
    isYou: person.id === asking,
  }
}

export function viewInvitation({ id, email, role, sites, createdAt, expiresAt }: AccountLink) {
  return { id, email, role, sites: sites && [...sites], createdAt: iso(createdAt), expiresAt: iso(expiresAt) }
}

export function iso(at: number): string {
  return new Date(at).toISOString()
}
