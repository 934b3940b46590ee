// The push service of a soak, in a process of its own: what it has received is the evidence.

import { startPushService, type FaultInput, type OwnSubscription } from '@belfry/push-service'
import type { ProfileName } from '@belfry/push-service'

/** What one subscriber of the push service got. */
export interface Received {
  id: string
  profile: ProfileName
  endpoint: string
  isLive: boolean
  /** How often each notification came, by its id. */
  ids: Record<string, number>
  undecryptable: number
  /** How often a sender was told 404 or 410. */
  toldGone: number
}

export interface Reach {
  allow: readonly string[]
  caFile: string
  resolve: Readonly<Record<string, string>>
}

/** What can be asked of it, by name. */
export interface SoakPushService {
  reach(): Reach
  subscribe(
    profile: ProfileName,
    count: number,
    applicationServerKey: string,
  ): Promise<OwnSubscription[]>
  addFault(fault: FaultInput): string
  removeFault(id: string): void
  clearFaults(): void
  lose(id: string, status: 404 | 410): void
  received(): Received[]
  /** Messages taken so far, repeated ones too. */
  taken(): number
  /** Requests that a fault met, by its action. */
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
let taken = 0
service.events.on('accepted', () => (taken += 1))
service.events.on('refused', ({ subscription, status }) => {
  if (subscription === undefined || (status !== 404 && status !== 410)) return
  toldGone.set(subscription, (toldGone.get(subscription) ?? 0) + 1)
})
service.events.on('faulted', ({ action }) => (faulted[action] = (faulted[action] ?? 0) + 1))

const answers: SoakPushService = {
  reach: () => ({ allow: service.allow, caFile: service.caFile, resolve: service.resolve }),
  subscribe: (profile, count, applicationServerKey) =>
    service.subscribeMany(count, { profile, applicationServerKey, keep: 'ids', keyPairs: 20 }),
  addFault: (fault) => service.faults.add(fault).id,
  removeFault: (id) => void service.faults.remove(id),
  clearFaults: () => service.faults.clear(),
  lose: (id, status) => service.lose(id, status),
  received: () =>
    Array.from(service.subscriptions(), (view) => {
      const { id, profile, endpoint, state, own } = view()
      return {
        id,
        profile,
        endpoint,
        isLive: state === 'active',
        ids: { ...own?.ids },
        undecryptable: own?.undecryptable ?? 0,
        toldGone: toldGone.get(id) ?? 0,
      }
    }),
  taken: () => taken,
  faulted: () => faulted,
}

process.on('message', (question: Question) => void answer(question))
process.once('disconnect', () => void service.close())
process.send?.('ready')

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
