import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OwnSubscription, ProfileName } from '@belfry/push-service'
import { startBelfryServer, type BelfryServer, type Sample } from './belfry-server.ts'
import { createBroadcaster } from './broadcaster.ts'
import { prove, type Proof } from './prove.ts'
import { startSoakPushService, type RemotePushService } from './push-service-client.ts'
import { chanceFrom } from './random.ts'
import { mountSmallDisk } from './small-disk.ts'
import { insertSubscriptions, publicKeyOf, readRecord } from './soak-database.ts'
import { makeTroubles } from './troubles.ts'

export interface SoakOptions {
  durationMs: number
  seed: number
  subscribersPerProfile: number
  /** How long what is under way may take when the troubles are over. */
  patienceMs: number
  /** Broadcasts at the end during which nothing may grow any more. */
  calmBroadcasts: number
}

export interface SoakReport {
  holds: boolean
  seed: number
  seconds: number
  node: string
  proofs: Proof[]
  figures: {
    broadcasts: number
    messages: number
    messagesPerSecond: number
    kills: number
    /** Asked again for want of an answer, with the same key. */
    asksRepeated: number
    descriptorsMax: number
    rssMaxMiB: number
    /** until everything was delivered after the last trouble */
    secondsToRecover: number
  }
  troubles: Record<string, number>
  faulted: Record<string, number>
  logged: Record<string, number>
  skipped: string[]
}

const PROFILES: readonly ProfileName[] = ['mozilla', 'fcm', 'apple', 'wns']
const DISK_MIB = 96
const AT_ONCE = 2
const SAMPLE_EVERY_MS = 250
const LONG_MS = 120_000

/**
 * Broadcasts through a real server to a real push service while everything goes wrong that can, and holds the push
 * service's record against what was promised. The same seed makes the same choices; what they meet is never the same.
 */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const { durationMs, seed } = options
  const startedAt = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'belfry-soak-'))
  using stack = new DisposableStack()
  try {
    const mounted = mountSmallDisk(join(folder, 'disk'), DISK_MIB)
    const disk = 'why' in mounted ? undefined : stack.use(mounted)
    const skipped = 'why' in mounted ? [`the disk was never full: ${mounted.why}`] : []
    const data = join(folder, 'disk', 'data')

    await using service = await startSoakPushService()
    const reach = await service.reach()
    await (await startBelfryServer({ data, folder, reach })).stop() // makes keys and tables
    const subscribers = await subscribe(service, data, options.subscribersPerProfile)
    await using belfry = await startBelfryServer({ data, folder, reach })
    const samples = sampling(belfry)
    stack.use(samples)

    const troubles: Record<string, number> = {}
    const broadcaster = createBroadcaster(belfry)
    const over = new AbortController()
    const broadcasting = broadcaster.run(AT_ONCE, over.signal)
    await makeTroubles({
      service,
      belfry,
      disk,
      subscribers,
      chance: chanceFrom(seed),
      durationMs,
      killEveryMs: Math.max(5000, Math.min(30_000, durationMs / 3)),
      diskEveryMs: Math.max(7000, Math.min(30_000, durationMs / 3)),
      happened: (what) => (troubles[what] = (troubles[what] ?? 0) + 1),
    })
    const calmSince = performance.now()
    over.abort()
    await broadcasting
    const unfinished = await broadcaster.allEnded(options.patienceMs)
    const secondsToRecover = Math.round((performance.now() - calmSince) / 100) / 10

    if (unfinished === undefined) await broadcastCalmly(options, broadcaster, 1) // finds out who else is gone, and warms up
    const toldAfterFirst = await toldGone(service)
    const calm =
      unfinished === undefined
        ? await broadcastCalmly(options, broadcaster, options.calmBroadcasts, belfry)
        : []
    const received = await service.received()
    const exitCode = await belfry.stop()
    const taken = await service.taken()
    const proofs = prove({
      received,
      record: readRecord(data),
      acknowledged: broadcaster.acknowledged,
      kills: belfry.kills,
      breaks: await brokenConnections(service),
      isLong: durationMs >= LONG_MS,
      atOnce: AT_ONCE,
      unfinished,
      calm,
      toldGone: { before: toldAfterFirst, after: await toldGone(service) },
      exitCode,
    })
    const seconds = (performance.now() - startedAt) / 1000
    return {
      holds: proofs.every(({ holds }) => holds),
      seed,
      seconds: Math.round(seconds),
      node: process.version,
      proofs,
      figures: {
        broadcasts: broadcaster.acknowledged.length,
        messages: taken,
        messagesPerSecond: Math.round(taken / seconds),
        kills: belfry.kills,
        asksRepeated: broadcaster.repeated,
        descriptorsMax: samples.descriptorsMax,
        rssMaxMiB: samples.rssMaxMiB,
        secondsToRecover,
      },
      troubles,
      faulted: await service.faulted(),
      logged: belfry.logged(),
      skipped,
    }
  } finally {
    stack.dispose()
    await rm(folder, { recursive: true, force: true })
  }
}

async function subscribe(
  service: RemotePushService,
  data: string,
  perProfile: number,
): Promise<Map<ProfileName, string[]>> {
  const key = publicKeyOf(data)
  const all: { profile: ProfileName; subscription: OwnSubscription }[][] = []
  for (const profile of PROFILES) {
    const made = await service.subscribe(profile, perProfile, key)
    all.push(made.map((subscription) => ({ profile, subscription })))
  }
  // In turn, so that every batch holds all of them.
  insertSubscriptions(data, all[0]?.flatMap((_, i) => all.flatMap((one) => one[i] ?? [])) ?? [])
  return new Map(
    all.map((made) => [made[0]?.profile ?? 'mozilla', made.map((one) => one.subscription.id)]),
  )
}

async function broadcastCalmly(
  { patienceMs }: SoakOptions,
  broadcaster: ReturnType<typeof createBroadcaster>,
  times: number,
  belfry?: BelfryServer,
): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let time = 0; time < times; time += 1) {
    await broadcaster.send()
    await broadcaster.allEnded(patienceMs)
    const sample = belfry?.sample()
    if (sample) samples.push(sample)
  }
  return samples
}

async function toldGone(service: RemotePushService): Promise<number> {
  return (await service.received()).reduce((sum, one) => sum + one.toldGone, 0)
}

async function brokenConnections(service: RemotePushService): Promise<number> {
  const { cut = 0, truncate = 0, goaway = 0 } = await service.faulted()
  return cut + truncate + goaway
}

function sampling(belfry: BelfryServer) {
  const most = { descriptorsMax: 0, rssMaxMiB: 0 }
  const timer = setInterval(() => {
    const sample = belfry.sample()
    if (!sample) return
    most.descriptorsMax = Math.max(most.descriptorsMax, sample.descriptors)
    most.rssMaxMiB = Math.max(most.rssMaxMiB, sample.rssMiB)
  }, SAMPLE_EVERY_MS)
  return Object.assign(most, { [Symbol.dispose]: () => clearInterval(timer) })
}
