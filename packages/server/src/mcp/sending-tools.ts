import { createHash } from 'node:crypto'
import { z } from 'zod'
import { definedOnly, type Given } from '../config/defined-only.ts'
import { answerOf, ToolRefusal } from './ask-api.ts'
import { findConfirmationFault, makeConfirmation, type ConfirmationFault } from './confirmation.ts'
import { tool, type ToolContext } from './tool.ts'

const notification = z.object({
  to: z
    .union([
      z.strictObject({ subscriber: z.string().min(1).max(255) }),
      z.strictObject({ topic: z.string().min(1).max(100) }),
      z.strictObject({ subscribers: z.array(z.string().min(1).max(255)).min(1).max(1000) }),
      z.strictObject({ all: z.literal(true) }),
    ])
    .describe('One person by the site’s own id, a topic, several people, or everybody.'),
  title: z.string().min(1).max(200),
  body: z.string().max(2000).optional(),
  url: z.string().max(2048).optional().describe('Where a click leads: a path of the site.'),
  tag: z.string().max(200).optional().describe('A later notification with the same tag replaces it on the screen.'),
})

/** What only keys may ask that can send. */
export const SENDING_TOOLS = [
  tool({
    name: 'preview_notification',
    title: 'Who would get it',
    description: 'How many would get this notification now, later or not, and why. Sends nothing.',
    scope: 'send',
    input: notification,
    run: (body, { api }) => answerOf(api.POST('/v1/notifications/preview', { body: definedOnly(body) })),
  }),
  tool({
    name: 'send_notification',
    title: 'Send a notification',
    description:
      'To one person: at once. To more: the first call sends nothing and answers with the audience’s count and a ' +
      '`confirmation`. Tell the person that count, and only with their consent call again with the same arguments ' +
      'and the confirmation.',
    scope: 'send',
    input: notification.extend({
      confirmation: z.string().max(200).optional().describe('From the first call, valid for ten minutes.'),
    }),
    async run({ confirmation, ...given }, context) {
      const body = definedOnly(given)
      if ('subscriber' in body.to) return { sent: true, notification: await send(context, body) }
      if (confirmation === undefined) return askFirst(context, body)
      const fault = findConfirmationFault(context.confirmationKey, confirmation, askedOf(context, body), context.now())
      if (fault !== undefined) throw new ToolRefusal(FAULTS[fault])
      // A repeated call sends nothing twice.
      const key = createHash('sha256').update(confirmation).digest('base64url')
      return { sent: true, notification: await send(context, body, `mcp-${key}`) }
    },
  }),
]

type Notification = Given<z.output<typeof notification>>

const FAULTS: Readonly<Record<ConfirmationFault, string>> = {
  unknown: 'confirmation-invalid: it is not of this notification: call without it, and ask again',
  'too-late': 'confirmation-expired: it was valid for ten minutes: call without it, and ask again',
}

async function askFirst(context: ToolContext, body: Notification): Promise<object> {
  const { audience, isWhole, sent, held, skipped, note } = await answerOf(
    context.api.POST('/v1/notifications/preview', { body }),
  )
  const count = `${isWhole ? '' : 'at least '}${audience.toLocaleString('en')}`
  return {
    sent: false,
    question: `This goes to ${count} browsers. Nothing was sent yet: ask the person whether to send it.`,
    audience,
    now: sent,
    later: held,
    not: skipped,
    ...(note === undefined ? {} : { note }),
    confirmation: makeConfirmation(context.confirmationKey, askedOf(context, body), context.now()),
  }
}

function askedOf({ apiKeyId, site }: ToolContext, body: Notification) {
  return { apiKeyId, site, notification: body }
}

async function send({ api }: ToolContext, body: Notification, idempotencyKey?: string): Promise<object> {
  const header = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
  const { id, state } = await answerOf(api.POST('/v1/notifications', { params: { header }, body }))
  return { id, state }
}
