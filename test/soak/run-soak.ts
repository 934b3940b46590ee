import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OwnSubscription, ProfileName } from '@belfry/push-service'
import type { BelfryProcess, Sample } from './belfry-process.ts'
import { createBroadcaster } from './broadcaster.ts'
import { postgresStage } from './postgres-stage.ts'
import { allowances, prove, type Allowance, type Proof } from './prove.ts'
import { startSoakPushService, type RemotePushService } from './push-service-client.ts'
import { chanceFrom } from './random.ts'
import type { SoakDatabase } from './soak-database.ts'
import { setClock, type SoakStage, type SoakStageOptions } from './soak-stage.ts'
import { sqliteStage } from './sqlite-stage.ts'
import { makeKills, makeTroubles } from './troubles.ts'

export interface SoakOptions {
  database: 'sqlite' | 'postgres'
  /** Processes that send; on SQLite the one that also answers. */
  workers: number
  /** How long things go wrong. */
  durationMs: number
  /** Instead: nothing goes wrong but so many SIGKILLs. */
  kills?: number | undefined
  seed: number
  subscribersPerProfile: number
  /** How long broadcasts under way may take after the troubles. */
  patienceMs: number
  /** Broadcasts at the end, during which memory and descriptors may not grow. */
  calmBroadcasts: number
  /** Called after each trouble, with how often that one has come. */
  happened?: (what: string, times: number) => void
}

export interface SoakReport {
  holds: boolean
  database: SoakOptions['database']
  seed: number
  seconds: number
  node: string
  proofs: Proof[]
  figures: {
    broadcasts: number
    messages: number
    messagesPerSecond: number
    /** of the messages, those that had come before */
    repeated: number
    kills: number
    /** Requests repeated without an answer, with the same key. */
    asksRepeated: number
    /** of one process */
    descriptorsMax: number
    rssMaxMiB: number
    /** until everything was delivered after the last trouble */
    secondsToRecover: number
  }
  /** The messages that may have come twice, and why. */
  allowances: Allowance[]
  troubles: Record<string, number>
  faulted: Record<string, number>
  logged: Record<string, number>
  skipped: string[]
}

const PROFILES: readonly ProfileName[] = ['mozilla', 'fcm', 'apple', 'wns']
const AT_ONCE = 16
const SAMPLE_EVERY_MS = 250
const LONG_MS = 120_000
// On a busy machine a kill repeats some 200 messages, and a broken connection 20: half a percent of 40,000 and of
// 4,000. A slow machine has fewer of both, so the share stays the same.
const APART = { kills: 60_000, breaks: 12_000 }
// The same distance, anywhere in a broadcast's life: on PostgreSQL the other workers send some 15,000 more before the
// killed one is back. With nothing else wrong a kill repeats 60 messages where nothing is slow, 150 to 260 where the
// push service is the slowest part of all, and 360 where writing to PostgreSQL is (decision 55).
const KILLS_APART = { sqlite: 55_000, postgres: 45_000 }
// What is told in a short soak is decrypted, all of it. In the millions of messages between kills every twentieth
// subscription does it: decrypting all would cost three times what Belfry does, on the same machine.
const DECRYPTING = { all: 1, some: 20 }

/**
 * Broadcasts through a real server to a real push service during every kind of fault, and compares the push service's
 * record with the promises. The same seed makes the same choices; their timing always differs.
 */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const { durationMs, seed } = options
  const isLong = options.kills !== undefined || durationMs >= LONG_MS
  const startedAt = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'belfry-soak-'))
  const clock = join(folder, 'clock')
  try {
    await using service = await startSoakPushService()
    setClock(clock, 0)
    await using stage = await openStage(options, { folder, reach: await service.reach(), clock, durationMs })
    const subscribers = await subscribe(service, stage.database, options)
    await stage.start()
    using samples = sampling(stage)

    const troubles: Record<string, number> = {}
    const broadcaster = createBroadcaster(stage.api)
    const over = new AbortController()
    const broadcasting = broadcaster.run(AT_ONCE, over.signal)
    const chance = chanceFrom(seed)
    const happened = (what: string) => {
      troubles[what] = (troubles[what] ?? 0) + 1
      options.happened?.(what, troubles[what])
    }
    if (options.kills === undefined) {
      const apart = isLong ? APART : { kills: 0, breaks: 0 }
      await makeTroubles({ service, clock, subscribers, chance, durationMs, apart, more: stage.troubles, happened })
    } else {
      const { kills } = options
      await makeKills({ service, chance, happened, kills, apart: KILLS_APART[options.database], kill: stage.kill })
    }
    await stage.calm()
    const calmSince = performance.now()
    over.abort()
    await broadcasting
    const unfinished = await broadcaster.allEnded(options.patienceMs)
    const secondsToRecover = Math.round((performance.now() - calmSince) / 100) / 10

    // Finds the other gone subscriptions, and warms up
    if (unfinished === undefined) await broadcastCalmly(options, broadcaster, 1)
    const toldAfterFirst = await service.toldGone()
    const calm =
      unfinished === undefined
        ? await broadcastCalmly(options, broadcaster, options.calmBroadcasts, stage)
        : new Map<string, Sample[]>()
    const toldInTheEnd = await service.toldGone()
    const received = await service.received(broadcaster.acknowledged)
    const exitCodes = await Promise.all(stage.processes().map((one) => one.stop()))
    const sumOf = (of: (one: BelfryProcess) => number) => stage.processes().reduce((sum, one) => sum + of(one), 0)
    const incidents = {
      kills: sumOf(({ kills }) => kills),
      losses: sumOf(({ losses }) => losses),
      breaks: await brokenConnections(service),
    }
    const proofs = prove({
      received,
      record: await stage.database.record(),
      acknowledged: broadcaster.acknowledged,
      incidents,
      isLong,
      atOnce: AT_ONCE,
      unfinished,
      calm,
      toldGone: { before: toldAfterFirst, after: toldInTheEnd },
      exitCodes,
    })
    const seconds = (performance.now() - startedAt) / 1000
    return {
      holds: proofs.every(({ holds }) => holds),
      database: options.database,
      seed,
      seconds: Math.round(seconds),
      node: process.version,
      proofs,
      figures: {
        broadcasts: broadcaster.acknowledged.length,
        messages: received.taken,
        messagesPerSecond: Math.round(received.taken / seconds),
        repeated: received.repeated,
        kills: incidents.kills,
        asksRepeated: broadcaster.repeated,
        descriptorsMax: samples.descriptorsMax,
        rssMaxMiB: samples.rssMaxMiB,
        secondsToRecover,
      },
      allowances: allowances(incidents),
      troubles,
      faulted: await service.faulted(),
      logged: stage.logged,
      skipped: [...stage.skipped],
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function openStage({ database, workers }: SoakOptions, options: SoakStageOptions): Promise<SoakStage> {
  switch (database) {
    case 'sqlite':
      return sqliteStage(options)
    case 'postgres':
      return postgresStage({ ...options, workers })
  }
}

async function subscribe(
  service: RemotePushService,
  database: SoakDatabase,
  { subscribersPerProfile, kills }: SoakOptions,
): Promise<Map<ProfileName, string[]>> {
  const key = await database.publicKey()
  const decrypting = kills === undefined ? DECRYPTING.all : DECRYPTING.some
  const all: { profile: ProfileName; subscription: OwnSubscription }[][] = []
  for (const profile of PROFILES) {
    const made = await service.subscribe(profile, subscribersPerProfile, key, decrypting)
    all.push(made.map((subscription) => ({ profile, subscription })))
  }
  // In turn, so that every batch holds all of them.
  const mixed = all[0]?.flatMap((_, i) => all.flatMap((one) => one[i] ?? [])) ?? []
  await database.insertSubscriptions(mixed)
  return new Map(all.map((made) => [made[0]?.profile ?? 'mozilla', made.map((one) => one.subscription.id)]))
}

async function broadcastCalmly(
  { patienceMs }: SoakOptions,
  broadcaster: ReturnType<typeof createBroadcaster>,
  times: number,
  stage?: SoakStage,
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>()
  for (let time = 0; time < times; time += 1) {
    await broadcaster.send()
    await broadcaster.allEnded(patienceMs)
    for (const one of stage?.processes() ?? []) {
      const sample = one.sample()
      if (sample) samples.set(one.name, [...(samples.get(one.name) ?? []), sample])
    }
  }
  return samples
}

async function brokenConnections(service: RemotePushService): Promise<number> {
  const { cut = 0, truncate = 0, goaway = 0 } = await service.faulted()
  return cut + truncate + goaway
}

function sampling(stage: SoakStage) {
  const most = { descriptorsMax: 0, rssMaxMiB: 0 }
  const timer = setInterval(() => {
    for (const one of stage.processes()) {
      const sample = one.sample()
      if (!sample) continue
      most.descriptorsMax = Math.max(most.descriptorsMax, sample.descriptors)
      most.rssMaxMiB = Math.max(most.rssMaxMiB, sample.rssMiB)
    }
  }, SAMPLE_EVERY_MS)
  return Object.assign(most, { [Symbol.dispose]: () => clearInterval(timer) })
}
