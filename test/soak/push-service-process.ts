// The push service of a soak, in its own process: its received messages are the evidence.

import { startPushService, type FaultInput, type OwnSubscription } from '@belfry/push-service'
import type { ProfileName } from '@belfry/push-service'
import { Arrivals, type Broadcast } from './arrivals.ts'

/** The messages of the push service's subscribers, compared with the notifications to all of them. */
export interface Received {
  live: number
  /** Missing messages, over each live subscriber and each notification. */
  missing: number
  /** Messages taken, repeated ones too. */
  taken: number
  repeated: number
  undecryptable: number
  /** Messages that were decrypted, and those of them that were not what their Topic says. */
  decrypted: number
  mistaken: number
  /** Subscriptions that were lost, and how often a sender was told 404 or 410 about each. */
  dead: { endpoint: string; toldGone: number }[]
}

export interface Reach {
  allow: readonly string[]
  caFile: string
  resolve: Readonly<Record<string, string>>
}

/** Its operations, by name. */
export interface SoakPushService {
  reach(): Reach
  /** Every so many of them decrypts what comes; the others know it by its Topic. */
  subscribe(
    profile: ProfileName,
    count: number,
    applicationServerKey: string,
    decrypting: number,
  ): Promise<OwnSubscription[]>
  addFault(fault: FaultInput): string
  removeFault(id: string): void
  clearFaults(): void
  lose(id: string, status: 404 | 410): void
  received(broadcasts: readonly Broadcast[]): Received
  /** Messages so far, repeated ones too. */
  taken(): number
  /** Answers with 404 and 410 so far. */
  toldGone(): number
  /** Requests that met a fault, by action. */
  faulted(): Record<string, number>
}

export interface Question {
  number: number
  name: keyof SoakPushService
  args: unknown[]
}
export type Reply = { number: number } & ({ result: unknown } | { error: string })

const service = await startPushService()
const toldGone = new Map<string, number>()
const faulted: Record<string, number> = {}
const arrivals = new Arrivals()
let taken = 0
service.events.on('accepted', ({ subscription, topic = '' }) => {
  taken += 1
  arrivals.add(subscription, topic)
})
service.events.on('refused', ({ subscription, status }) => {
  if (subscription === undefined || (status !== 404 && status !== 410)) return
  toldGone.set(subscription, (toldGone.get(subscription) ?? 0) + 1)
})
service.events.on('faulted', ({ action }) => (faulted[action] = (faulted[action] ?? 0) + 1))

const answers: SoakPushService = {
  reach: () => ({ allow: service.allow, caFile: service.caFile, resolve: service.resolve }),
  async subscribe(profile, count, applicationServerKey, decrypting) {
    const of = { profile, applicationServerKey, keyPairs: 20 }
    const decrypted = Math.ceil(count / decrypting)
    const some = await service.subscribeMany(decrypted, { ...of, keep: 'ids' })
    return [...some, ...(await service.subscribeMany(count - decrypted, { ...of, keep: 'counts' }))]
  },
  addFault: (fault) => service.faults.add(fault).id,
  removeFault: (id) => void service.faults.remove(id),
  clearFaults: () => service.faults.clear(),
  lose: (id, status) => service.lose(id, status),
  received,
  taken: () => taken,
  toldGone: () => [...toldGone.values()].reduce((sum, times) => sum + times, 0),
  faulted: () => faulted,
}

process.on('message', (question: Question) => void answer(question))
process.once('disconnect', () => void service.close())
process.send?.('ready')

function received(broadcasts: readonly Broadcast[]): Received {
  const all: Received = {
    live: 0,
    missing: 0,
    taken: 0,
    repeated: 0,
    undecryptable: 0,
    decrypted: 0,
    mistaken: 0,
    dead: [],
  }
  for (const view of service.subscriptions()) {
    const { id, endpoint, state, own } = view()
    for (const times of arrivals.all(id)) {
      all.taken += times
      all.repeated += times - 1
    }
    const ids = Object.entries(own?.ids ?? {})
    all.undecryptable += own?.undecryptable ?? 0
    all.decrypted += ids.reduce((sum, [, times]) => sum + times, 0)
    if (ids.length > 0) {
      all.mistaken += broadcasts.filter((one) => (own?.ids[one.id] ?? 0) !== arrivals.of(id, one)).length
    }
    if (state === 'active') {
      all.live += 1
      all.missing += broadcasts.filter((one) => arrivals.of(id, one) === 0).length
    } else {
      all.dead.push({ endpoint, toldGone: toldGone.get(id) ?? 0 })
    }
  }
  return all
}

async function answer({ number, name, args }: Question): Promise<void> {
  const ask = answers[name] as (...given: unknown[]) => unknown
  let reply: Reply
  try {
    reply = { number, result: await ask(...args) }
  } catch (error) {
    reply = { number, error: (error as Error).message }
  }
  process.send?.(reply)
}
