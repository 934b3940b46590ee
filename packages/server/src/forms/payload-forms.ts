import { isOpaque } from './opaque-payload.ts'
import { formOf, type Form, type SiteForms } from './form-of-service.ts'
import { LANDING_PARAMETER, makeLandingToken, type Pressed } from './landing-token.ts'

/** The payloads of one notification, made once for each form. */
export interface PayloadForms {
  of(service: string): Uint8Array
}

export interface FormOptions {
  /** The notification's id. */
  id: string
  chosen?: SiteForms | undefined
  /** Signs what addresses carry; without it they carry nothing. */
  landingKey?: Uint8Array | undefined
}

interface Message {
  web_push?: number
  mutable?: boolean
  notification: {
    navigate: string
    mutable?: boolean
    data?: { belfry?: { id?: string } }
    actions?: { action: string; navigate: string }[]
  }
}

/** The name of the action "Not relevant". */
export const IRRELEVANT_ACTION = 'belfry-irrelevant'

/**
 * The stored payload in the form for each push service. For a broadcast this is a parse and a few signatures once, and
 * a comparison a message.
 *
 * @example
 * payloadForms(notification.payload, { id, landingKey }).of('apple')
 */
export function payloadForms(payload: string, options: FormOptions): PayloadForms {
  const made: Partial<Record<Form, Uint8Array>> = {}
  const forms = new Map<string, Form>()
  return {
    of(service) {
      let form = forms.get(service)
      if (form === undefined) forms.set(service, (form = formOf(service, options.chosen)))
      return (made[form] ??= Buffer.from(form === 'classic' ? classic(payload) : declarative(payload, options)))
    },
  }
}

/** Without the mark by which a browser would show it itself; of an opaque one the id alone: its worker has the words. */
function classic(payload: string): string {
  const { web_push: _, ...message } = parse(payload) ?? {}
  if (!('notification' in message)) return payload
  const { notification } = message as Message
  return JSON.stringify(isOpaque(notification) ? { belfry: { id: notification.data?.belfry?.id } } : message)
}

// `mutable` at both levels: the specification has it at the top, WebKit first read it inside (WebKit PR 48896).
function declarative(payload: string, { id, landingKey }: FormOptions): string {
  const message = parse(payload)
  if (message === undefined) return payload
  const { notification } = message
  const carry = (address: string, pressed: Pressed) =>
    landingKey === undefined ? address : withToken(address, makeLandingToken(landingKey, { notification: id, pressed }))
  message.mutable = true
  notification.mutable = true
  const { actions = [] } = notification
  // Safari has no actions: there the page makes the offer.
  const offers = actions.some(({ action }) => action === IRRELEVANT_ACTION)
  notification.navigate = carry(notification.navigate, offers ? 'o' : 'c')
  for (const [place, action] of actions.entries()) {
    action.navigate = carry(action.navigate, action.action === IRRELEVANT_ACTION ? 'i' : `${place}`)
  }
  return JSON.stringify(message)
}

function withToken(address: string, token: string): string {
  const [page = '', ...hash] = address.split('#')
  const joined = `${page}${page.includes('?') ? '&' : '?'}${LANDING_PARAMETER}=${token}`
  return [joined, ...hash].join('#')
}

// Another form than ours is sent as it is: a test's, or a newer Belfry's.
function parse(payload: string): Message | undefined {
  try {
    const message = JSON.parse(payload) as Partial<Message> | null
    return typeof message?.notification?.navigate === 'string' ? (message as Message) : undefined
  } catch {
    return undefined
  }
}
