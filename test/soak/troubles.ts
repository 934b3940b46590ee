import { setTimeout as delay } from 'node:timers/promises'
import type { FaultInput, ProfileName } from '@belfry/push-service'
import type { RemotePushService } from './push-service-client.ts'
import { chanceFrom, type Chance } from './random.ts'
import { setClock, type Trouble } from './soak-stage.ts'

export interface TroublesOptions {
  service: RemotePushService
  /** the file with the error of the clock */
  clock: string
  /** ids of subscriptions by profile */
  subscribers: ReadonlyMap<ProfileName, readonly string[]>
  chance: Chance
  durationMs: number
  /** The least number of messages between two troubles that repeat those under way in a process, or on a connection */
  apart: { kills: number; breaks: number }
  /** The troubles of Belfry's own machine. */
  more: readonly Trouble[]
  happened: (what: string) => void
}

const PROFILES = ['mozilla', 'fcm', 'apple', 'wns'] as const
const KILL_LOOK_MS = 20
const MAX_CLOCK_OFFSET_MS = 2 * 3_600_000

/** Causes every kind of trouble, by a script that a seed decides, until the time is over. */
export async function makeTroubles(options: TroublesOptions): Promise<void> {
  const end = performance.now() + options.durationMs
  // Each trouble has its own random stream: the duration of one does not change the choices of the others.
  const own = () => ({ ...options, chance: chanceFrom(options.chance.whole(0, 2 ** 31)) })
  const services = own()
  const mayKill = spacing(options.service, options.apart.kills)
  const mayBreak = spacing(options.service, options.apart.breaks)
  await Promise.all([
    repeat(end, services, [500, 3000], () => trouble(services, mayBreak)),
    ...options.more.map(({ everyMs, repeats = false, happen }) => {
      const { chance, happened } = own()
      return repeat(end, { chance }, [everyMs * 0.5, everyMs * 1.5], async () => {
        const isTime = repeats ? mayKill : () => Promise.resolve(true)
        while (!(await isTime())) {
          if (performance.now() > end) return
          await delay(250)
        }
        await happen(chance, happened)
      })
    }),
  ])
  await options.service.clearFaults()
}

export interface KillsOptions extends Pick<TroublesOptions, 'service' | 'chance' | 'happened'> {
  kills: number
  /** Messages between two of them, on average: from half to one and a half times as many, so that any moment of a
   * broadcast's life is met, its planning and its end too. */
  apart: number
  kill: (chance: Chance, happened: (what: string) => void) => Promise<void>
}

/** Kills a process that sends, so often, while broadcasts go on; nothing else goes wrong. */
export async function makeKills({ service, chance, happened, kills, apart, kill }: KillsOptions): Promise<void> {
  for (let left = kills; left > 0; left -= 1) {
    const at = (await service.taken()) + apart * chance.between(0.5, 1.5)
    while ((await service.taken()) < at) await delay(KILL_LOOK_MS)
    await kill(chance, happened)
  }
}

/** Returns true when so many messages were sent since it last did. */
function spacing(service: RemotePushService, apart: number): () => Promise<boolean> {
  let next = 0
  return async () => {
    const taken = await service.taken()
    if (taken < next) return false
    next = taken + apart
    return true
  }
}

async function repeat(
  end: number,
  { chance }: Pick<TroublesOptions, 'chance'>,
  [from, to]: readonly [number, number],
  happen: () => Promise<void>,
): Promise<void> {
  for (;;) {
    const pause = chance.between(from, to)
    if (performance.now() + pause >= end) return
    await delay(pause)
    await happen()
  }
}

async function trouble(options: TroublesOptions, mayBreak: () => Promise<boolean>): Promise<void> {
  const { chance } = options
  const kind = chance.one(KINDS)
  if (BREAKS.includes(kind) && !(await mayBreak())) return
  options.happened(kind)
  await TROUBLES[kind](options)
}

const TROUBLES = {
  'connections reset': async ({ service, chance }) => {
    await service.addFault(ofProfile(chance, { action: 'cut', count: 1 }))
  },
  'streams reset': async ({ service, chance }) => {
    await service.addFault(ofProfile(chance, { action: 'reset', count: chance.whole(1, 20) }))
  },
  'answers cut short': async ({ service, chance }) => {
    await service.addFault(ofProfile(chance, { action: 'truncate', status: 500, count: 1 }))
  },
  GOAWAY: async ({ service, chance }) => {
    await service.addFault(ofProfile(chance, { action: 'goaway', count: 1 }))
  },
  'a service hangs': async ({ service, chance }) => {
    const fault = await service.addFault(ofProfile(chance, { action: 'hang' }))
    await delay(chance.between(1000, 5000))
    await service.removeFault(fault)
  },
  '429 with Retry-After': async (options) => {
    const retryAfter = options.chance.whole(1, 3)
    await eachOfSome(options, 5, { action: 'status', status: 429, retryAfter })
  },
  '429 without Retry-After': (options) => eachOfSome(options, 3, { action: 'status', status: 429 }),
  '500': (options) => eachOfSome(options, 20, { action: 'status', status: 500 }),
  // Mozilla's own 503 asks for two minutes, which is longer than a short soak.
  '503': async ({ service, chance }) => {
    const count = chance.whole(1, 20)
    await service.addFault(ofProfile(chance, { action: 'status', status: 503, retryAfter: 1, count }))
  },
  '404 or 410': async ({ service, subscribers, chance }) => {
    const ids = subscribers.get(chance.one(PROFILES)) ?? []
    for (let left = chance.whole(1, 4); left > 0; left -= 1) {
      await service.lose(chance.one(ids), chance.one([404, 410]))
    }
  },
  'clock jumps': ({ clock, chance }) => {
    setClock(clock, Math.round(chance.between(-MAX_CLOCK_OFFSET_MS, MAX_CLOCK_OFFSET_MS)))
    return Promise.resolve()
  },
} satisfies Record<string, (options: TroublesOptions) => Promise<void>>

const KINDS = Object.keys(TROUBLES) as (keyof typeof TROUBLES)[]
const BREAKS: readonly string[] = ['connections reset', 'answers cut short', 'GOAWAY'] satisfies typeof KINDS

function ofProfile(chance: Chance, fault: FaultInput): FaultInput {
  return { ...fault, profile: chance.one(PROFILES) }
}

async function eachOfSome(
  { service, subscribers, chance }: TroublesOptions,
  most: number,
  fault: FaultInput,
): Promise<void> {
  const ids = subscribers.get(chance.one(PROFILES)) ?? []
  for (let left = chance.whole(1, most); left > 0; left -= 1) {
    await service.addFault({
      ...fault,
      subscription: chance.one(ids),
      count: chance.whole(1, 2),
    })
  }
}
