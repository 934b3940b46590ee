import type { FaultAction, FaultInput } from '../faults/fault.ts'
import type { PushService } from '../push-service-api.ts'
import type { SubscribeOptions } from '../subscriptions/make-own-subscriptions.ts'
import type { SubscriptionView } from '../subscriptions/subscription-view.ts'
import { checkFields, ControlRequestError, type Kind } from './json-body.ts'

/** What of the service the control API needs. */
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

const profileNames: Kind = ['mozilla', 'fcm', 'apple', 'wns']
const maxAtOnce = 10_000
const maxPage = 1000

const actions: readonly FaultAction[] = [
  'status',
  'slow',
  'hold',
  'cut',
  'truncate',
  'reset',
  'goaway',
  'hang',
  'drip',
  'huge',
  'huge-headers',
]

const anyInteger: Kind = { from: 0, to: Number.MAX_SAFE_INTEGER }
const milliseconds: Kind = { from: 0, to: 600_000 }

const faultFields: Record<keyof FaultInput, Kind> = {
  action: actions,
  subscription: 'string',
  profile: profileNames,
  count: { from: 1, to: Number.MAX_SAFE_INTEGER },
  probability: { from: 0, to: 1, fraction: true },
  seed: anyInteger,
  when: ['before', 'after'],
  delayMs: milliseconds,
  status: { from: 200, to: 599 },
  retryAfter: anyInteger,
  retryAfterDate: { from: 0, to: 1e9 },
  headers: 'headers',
  body: 'string',
  bytes: { from: 0, to: 2 ** 30 },
  intervalMs: milliseconds,
  errorCode: { from: 0, to: 0xffffffff },
}

/** One request to the control API; throws ControlRequestError for what cannot be done. */
export async function answerControl(
  service: Controlled,
  request: ControlRequest,
): Promise<ControlAnswer> {
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

async function answerSubscriptions(
  service: Controlled,
  request: ControlRequest,
): Promise<ControlAnswer> {
  switch (request.method) {
    case 'GET':
      return { status: 200, body: pageOf(service, request.query) }
    case 'POST': {
      const { count, keyPairs, ...options } = checkFields<
        SubscribeOptions & { count?: number; keyPairs?: number }
      >(request.body, {
        profile: profileNames,
        applicationServerKey: 'string',
        local: 'boolean',
        keep: ['bodies', 'ids', 'counts'],
        idPointer: 'string',
        online: 'boolean',
        maxBodyBytes: { from: 1, to: 4096 },
        count: { from: 1, to: maxAtOnce },
        keyPairs: { from: 1, to: maxAtOnce },
      })
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
  for (const view of service.subscriptions(query.get('kind') ?? undefined)) {
    if (subscriptions.length === limit)
      return { subscriptions, next: subscriptions.at(-1)?.id ?? null }
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
  if (!view)
    throw new ControlRequestError(404, 'subscription-unknown', `there is no subscription ${id}`)
  if (part === 'messages' && request.method === 'GET')
    return { status: 200, body: { messages: service.messages(id) } }
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

function answerFaults(
  service: Controlled,
  request: ControlRequest,
  id: string | undefined,
): ControlAnswer {
  switch (request.method) {
    case 'GET':
      return { status: 200, body: { faults: service.faults.list() } }
    case 'POST':
      if (request.body['action'] === undefined)
        throw new ControlRequestError(400, 'field-missing', 'action is missing')
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
