import { z } from 'zod'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { isNetwork } from '../limits/client-address.ts'
import { GIVEN_SCOPES } from './stored-scopes.ts'

const scopes = z
  .array(z.enum(GIVEN_SCOPES))
  .min(1, 'must name at least one')
  .transform((given) =>
    GIVEN_SCOPES.filter((scope) => given.includes(scope) && !(scope === 'figures' && given.includes('read'))),
  )

const bound = z.iso.date().nullable()

/** An API key that is to be made. */
export const newApiKeySchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(STORABLE_TEXT, NOT_STORABLE)
      .optional()
      .describe('Who or what uses it. Needed, unless it replaces one.'),
    scopes: scopes
      .optional()
      .describe(
        '`send` notifications, `read` what there is, `manage` the rest; by default all. `figures` reads the sums of ' +
          'the statistics and nothing of a person: for a link that shows them.',
      ),
    reach: z
      .enum(['site', 'server'])
      .optional()
      .describe('`server`: it may act for every site, and make new ones. By default `site`.'),
    addresses: z
      .array(z.string().refine(isNetwork, 'must be an address or a network, as 198.51.100.0/24'))
      .max(50)
      .optional()
      .describe('Addresses and networks from which it works; none: from all.'),
    topics: z
      .array(z.string().min(1).max(64).regex(STORABLE_TEXT, NOT_STORABLE))
      .max(50)
      .optional()
      .describe('The only topics that it sends to, and then it does nothing else; none: all, and single people.'),
    dates: z
      .strictObject({ from: bound.default(null), to: bound.default(null) })
      .refine(({ from, to }) => from === null || to === null || from <= to, {
        message: 'must not be before from',
        path: ['to'],
      })
      .nullable()
      .optional()
      .describe('With the scope `figures` alone: the days of which it reads them, both included; null: all.'),
    replaces: z
      .string()
      .max(100)
      .optional()
      .describe(
        'The id of a key whose name, scopes, dates, reach, topics and addresses it has where they are not given.',
      ),
    overlapHours: z
      .int()
      .min(0)
      .max(720)
      .default(24)
      .describe('How long the replaced key still works, if it does not expire sooner.'),
    expiresAt: z.iso.datetime({ offset: true }).nullable().default(null).describe('When it expires.'),
  })
  .meta({ id: 'NewApiKey' })

/** A VAPID pair to be made or imported. */
export const newVapidKeySchema = z
  .strictObject({
    privateKey: z
      .union([z.string().min(1).max(16_000), z.record(z.string(), z.unknown())])
      .optional()
      .describe(
        'Of a pair from elsewhere: PEM, DER in base64, a JWK, the JSON of web-push, or 32 bytes in base64url, ' +
          'base64 or hex. A new pair is made without it.',
      ),
    status: z
      .enum(['active', 'retiring'])
      .default('active')
      .describe(
        '`active`: browsers subscribe with it from now on. `retiring`: only those that did before are sent to.',
      ),
  })
  .meta({ id: 'NewVapidKey' })

export const vapidKeyChangeSchema = z
  .strictObject({
    status: z.enum(['active', 'retired']).optional(),
    losing: z
      .int()
      .min(0)
      .default(0)
      .describe('How many active subscriptions it may cost to retire the pair: they get nothing from then on.'),
    declared: z.null().optional().describe('Frees it, where its declaration is gone.'),
  })
  .meta({ id: 'VapidKeyChange' })

export type NewApiKeyInput = z.output<typeof newApiKeySchema>
export type NewVapidKeyInput = z.output<typeof newVapidKeySchema>
export type VapidKeyChange = z.output<typeof vapidKeyChangeSchema>
