import { z } from 'zod'
import { all } from './all.ts'
import type { AudienceKind } from './audience-kind.ts'
import { digest } from './digest.ts'
import { subscriber } from './subscriber.ts'
import { subscribers } from './subscribers.ts'
import { subscription } from './subscription.ts'
import { topic } from './topic.ts'

const REQUESTED = { topic, subscriber, subscribers, subscription, all } as const
// Belfry itself sends to some more.
const KINDS = { ...REQUESTED, digest } as const

type Kinds = typeof KINDS
type Requested = keyof typeof REQUESTED
type Value<Kind extends keyof Kinds> = z.output<Kinds[Kind]['value']>

/** The name of a kind; in a request, the key that its value is given by. */
export type AudienceKindName = keyof Kinds

/** The parsed audience. */
export type Audience = { [Kind in AudienceKindName]: { kind: Kind; value: Value<Kind> } }[AudienceKindName]

/** The same as a request gives it: exactly one key. */
export type AudienceRequest = { [Kind in Requested]?: Value<Kind> | undefined }

/** Those that a request may name. */
export const AUDIENCE_KINDS = Object.keys(REQUESTED) as Requested[]

const shape = Object.fromEntries(AUDIENCE_KINDS.map((kind) => [kind, KINDS[kind].value.optional()])) as {
  [Kind in Requested]: z.ZodOptional<Kinds[Kind]['value']>
}
const storedDigest = z.strictObject({ digest: digest.value })

/** An audience as a request gives it. */
export const audienceRequestSchema = z
  .strictObject(shape)
  .refine((to) => AUDIENCE_KINDS.filter((kind) => to[kind] !== undefined).length === 1, {
    message: `give exactly one of ${AUDIENCE_KINDS.slice(0, -1).join(', ')} and ${AUDIENCE_KINDS.at(-1)}`,
    params: { code: 'audience-invalid', exactlyOne: true }, // exactlyOne: the same in SQL, see notification-rules.ts
  })

/** One from storage, to be shown: also of a kind that only a newer Belfry knows. */
export const storedAudienceSchema = z.looseObject({
  ...shape,
  digest: digest.value.optional().describe('Belfry’s own: the people of a digest, by the id of its notification.'),
})

/** A stored audience that this Belfry cannot read. Nobody is sent anything until one can. */
export class AudienceError extends Error {
  override name = 'AudienceError'
  readonly code = 'audience-unreadable'
}

/** A kind, for any value of it. */
export function kindOf({ kind }: Pick<Audience, 'kind'>): AudienceKind<Audience['value']> {
  return KINDS[kind] as unknown as AudienceKind<Audience['value']>
}

/** The kinds that name one person who is waiting. */
export const PERSONAL_KINDS = AUDIENCE_KINDS.filter((kind) => KINDS[kind].isPersonal)

/** Something for each kind. */
export function byKind<Made>(make: (kind: AudienceKind<Audience['value']>) => Made): Record<AudienceKindName, Made> {
  const entries = (Object.keys(KINDS) as AudienceKindName[]).map((kind) => [kind, make(kindOf({ kind }))] as const)
  return Object.fromEntries(entries) as Record<AudienceKindName, Made>
}

/** The audience that a checked request means. */
export function audienceOf(request: AudienceRequest): Audience {
  const [kind] = AUDIENCE_KINDS.filter((name) => request[name] !== undefined)
  if (kind === undefined) throw new AudienceError('the request names no audience')
  return { kind, value: request[kind] } as Audience
}

/**
 * Reads an audience from storage. Throws AudienceError: an unknown audience must be taken neither for nobody nor for
 * everybody.
 *
 * @example
 * parseAudience('{"topic":"blog"}') // { kind: 'topic', value: 'blog' }
 */
export function parseAudience(stored: string): Audience {
  const audience = readAudience(stored)
  if (audience !== undefined) return audience
  throw new AudienceError(
    `its audience ${stored.slice(0, 100)} is of no kind that this Belfry knows (${AUDIENCE_KINDS.join(', ')}): ` +
      'a newer one may have written it, so update this process',
  )
}

/** The same for showing it: undefined when this Belfry does not know its kind. */
export function readAudience(stored: string): Audience | undefined {
  const json = parseJson(stored)
  const parsed = audienceRequestSchema.safeParse(json)
  if (parsed.success) return audienceOf(parsed.data)
  const own = storedDigest.safeParse(json)
  return own.success ? { kind: 'digest', value: own.data.digest } : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // refused with the text itself
  }
}
