import { faultFields, type FaultInput } from '../faults/fault.ts'
import type { PushService } from '../push-service-api.ts'
import { subscribeFields, type SubscribeOptions } from '../subscriptions/make-own-subscriptions.ts'
import { receiverKinds, type ReceiverKind } from '../subscriptions/subscription.ts'
import type { SubscriptionView } from '../subscriptions/subscription-view.ts'
import { checkFields, ControlRequestError } from './json-body.ts'

/** The part of the service that the control API needs. */
export type Controlled = Pick<
  PushService,
  | 'addresses'
  | 'subscribe'
  | 'subscribeMany'
  | 'subscription'
  | 'subscriptions'
  | 'messages'
  | 'setOnline'
  | 'lose'
  | 'unsubscribe'
  | 'forget'
  | 'faults'
  | 'events'
  | 'firefox'
  | 'disconnectChromium'
  | 'expire'
>

export interface ControlRequest {
  readonly method: string
  readonly path: readonly string[]
  readonly query: URLSearchParams
  readonly body: Record<string, unknown>
}

export interface ControlAnswer {
  readonly status: number
  readonly body: unknown
}

const maxAtOnce = 10_000
const maxPage = 1000

/** Answers one request to the control API; throws a ControlRequestError where it cannot. */
export async function answerControl(service: Controlled, request: ControlRequest): Promise<ControlAnswer> {
  const [room, id, part] = request.path
  switch (room) {
    case undefined:
      return { status: 200, body: service.addresses }
    case 'subscriptions':
      if (id === undefined) return await answerSubscriptions(service, request)
      return answerSubscription(service, request, id, part)
    case 'faults':
      return answerFaults(service, request, id)
    case 'firefox':
    case 'chromium':
      return answerBrowser(service, request, room, id)
    default:
      throw notFound()
  }
}

async function answerSubscriptions(service: Controlled, request: ControlRequest): Promise<ControlAnswer> {
  switch (request.method) {
    case 'GET':
      return { status: 200, body: pageOf(service, request.query) }
    case 'POST': {
      const { count, keyPairs, ...options } = checkFields<SubscribeOptions & { count?: number; keyPairs?: number }>(
        request.body,
        { ...subscribeFields, count: { from: 1, to: maxAtOnce }, keyPairs: { from: 1, to: maxAtOnce } },
      )
      if (count === undefined) return { status: 201, body: await service.subscribe(options) }
      const subscriptions = await service.subscribeMany(count, { ...options, keyPairs })
      return { status: 201, body: { subscriptions } }
    }
    case 'DELETE':
      return { status: 200, body: { forgotten: service.forget() } }
    default:
      throw notAllowed('GET, POST, DELETE')
  }
}

/** `after` is the id of the last subscription of the page before. */
function pageOf(
  service: Controlled,
  query: URLSearchParams,
): { subscriptions: SubscriptionView[]; next: string | null } {
  const limit = Math.min(Number(query.get('limit') ?? 100) || 100, maxPage)
  const after = query.get('after')
  const subscriptions: SubscriptionView[] = []
  let isPast = after === null
  const kind = query.get('kind') ?? undefined
  if (kind !== undefined) checkFields<{ kind: ReceiverKind }>({ kind }, { kind: receiverKinds })
  for (const view of service.subscriptions(kind as ReceiverKind | undefined)) {
    if (subscriptions.length === limit) return { subscriptions, next: subscriptions.at(-1)?.id ?? null }
    if (isPast) subscriptions.push(view())
    else isPast = view.id === after
  }
  return { subscriptions, next: null }
}

function answerSubscription(
  service: Controlled,
  request: ControlRequest,
  id: string,
  part: string | undefined,
): ControlAnswer {
  const view = service.subscription(id)
  if (!view) throw new ControlRequestError(404, 'subscription-unknown', `there is no subscription ${id}`)
  if (part === 'messages' && request.method === 'GET') return { status: 200, body: { messages: service.messages(id) } }
  if (part !== undefined) throw notFound()
  switch (request.method) {
    case 'GET':
      return { status: 200, body: view }
    case 'PATCH': {
      const change = checkFields<{ online?: boolean; status?: 404 | 410 }>(request.body, {
        online: 'boolean',
        status: [404, 410],
      })
      if (change.online !== undefined) service.setOnline(id, change.online)
      if (change.status !== undefined) service.lose(id, change.status)
      return { status: 200, body: service.subscription(id) }
    }
    case 'DELETE':
      service.unsubscribe(id)
      return { status: 200, body: service.subscription(id) }
    default:
      throw notAllowed('GET, PATCH, DELETE')
  }
}

function answerFaults(service: Controlled, request: ControlRequest, id: string | undefined): ControlAnswer {
  switch (request.method) {
    case 'GET':
      return { status: 200, body: { faults: service.faults.list() } }
    case 'POST':
      if (request.body['action'] === undefined) throw new ControlRequestError(400, 'field-missing', 'action is missing')
      return {
        status: 201,
        body: service.faults.add(checkFields<FaultInput>(request.body, faultFields)),
      }
    case 'DELETE':
      if (id === undefined) service.faults.clear()
      else if (!service.faults.remove(id))
        throw new ControlRequestError(404, 'fault-unknown', `there is no fault ${id}`)
      return { status: 200, body: { faults: service.faults.list() } }
    default:
      throw notAllowed('GET, POST, DELETE')
  }
}

function answerBrowser(
  service: Controlled,
  request: ControlRequest,
  browser: 'firefox' | 'chromium',
  command: string | undefined,
): ControlAnswer {
  if (request.method !== 'POST') throw notAllowed('POST')
  if (command === 'disconnect' && browser === 'firefox') service.firefox.disconnect()
  else if (command === 'new-identity' && browser === 'firefox') service.firefox.newIdentity()
  else if (command === 'disconnect') service.disconnectChromium()
  else throw notFound()
  return { status: 200, body: {} }
}

function notFound(): ControlRequestError {
  const where = '/, /subscriptions, /subscriptions/:id/messages, /faults, /events, /firefox'
  return new ControlRequestError(404, 'not-found', `there is nothing here; there is ${where}`)
}

function notAllowed(methods: string): ControlRequestError {
  return new ControlRequestError(405, 'method-not-allowed', `use ${methods}`)
}
