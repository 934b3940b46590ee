import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { makeAudience } from './audience.ts'
import { belfryOptions } from './belfry-options.ts'
import { startBelfryProcess, type MeasuredBelfry } from './measured-belfry.ts'
import type { Cost } from './cost.ts'
import { mebibytes, round2, secondsSince } from './rounding.ts'
import { SMALL, SMALL_TIMES, type WholeBelfrySettings } from './whole-belfry-settings.ts'
import { sendAlone, startSenderAlone } from './sender-alone.ts'
import { startSink } from './sink.ts'
import { costOf, cpuOf, timeTenths, type Turn } from './turn.ts'

/** The output of `--json`. */
export interface BroadcastReport {
  name: 'broadcast'
  node: string
  engine: string
  workers: number
  sink: string
  subscribers: number
  rounds: number
  belfry: { cpuMicrosPerMessage: number; messagesPerSecond: number }
  /** Encrypting and sending alone, in turns with the broadcasts */
  sender: { cpuMicrosPerMessage: number; messagesPerSecond: number }
  cpuRatio: number
  memory: { small: Memory; large: Memory; growthMiB: number }
  time: {
    smallMicrosPerMessage: number
    largeMicrosPerMessage: number
    /** of the last broadcast: messages a second in each tenth of its audience */
    tenths: number[]
  }
  spread: { belfry: number[]; sender: number[] }
}

interface Memory {
  subscribers: number
  peakRssMiB: number
}

const SENDER_MESSAGES = 30_000

/**
 * Broadcasts through all of Belfry (plan, policy, encrypt, send, record) to a sink, in turns with the sender alone; and
 * some to a small audience, to see how much more memory and time a large one takes.
 */
export async function measureBroadcast(settings: WholeBelfrySettings): Promise<BroadcastReport> {
  const { subscribers, engine, workers, rounds } = settings
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-'))
  await using sink = await startSink()
  const options = belfryOptions({ data: join(folder, 'data'), sinkUrl: sink.url, engine, workers })
  const sender = await startSenderAlone({ engine, sinkUrl: sink.url, workers })
  try {
    await makeAudience(options, { count: SMALL, origin: sink.url })
    const small = await alone(options, SMALL)
    await makeAudience(options, { count: subscribers, origin: sink.url })
    const turns = { belfry: [] as Turn[], sender: [] as Turn[] }
    let tenths: number[] = []
    await sender.run(SENDER_MESSAGES) // warms up
    let peakRss: number
    {
      await using belfry = await startBelfryProcess(options)
      for (let round = 0; round < rounds; round += 1) {
        turns.sender.push(await sendAlone(sender, Math.min(subscribers, SENDER_MESSAGES)))
        const broadcast = await broadcastOnce(belfry, options.data, subscribers)
        turns.belfry.push(broadcast)
        tenths = broadcast.tenths
      }
      turns.sender.push(await sendAlone(sender, Math.min(subscribers, SENDER_MESSAGES)))
      peakRss = (await belfry.usage()).peakRss
    }
    const large = { subscribers, peakRssMiB: mebibytes(peakRss) }
    const cost = { belfry: costOf(turns.belfry), sender: costOf(turns.sender) }
    return {
      name: 'broadcast',
      node: process.version,
      engine,
      workers,
      sink: sink.name,
      subscribers,
      rounds,
      ...cost,
      cpuRatio: round2(cost.belfry.cpuMicrosPerMessage / cost.sender.cpuMicrosPerMessage),
      memory: {
        small: small.memory,
        large,
        growthMiB: round2(large.peakRssMiB - small.memory.peakRssMiB),
      },
      time: {
        smallMicrosPerMessage: round2(1e6 / small.cost.messagesPerSecond),
        largeMicrosPerMessage: round2(1e6 / cost.belfry.messagesPerSecond),
        tenths,
      },
      spread: { belfry: turns.belfry.map(cpuOf), sender: turns.sender.map(cpuOf) },
    }
  } finally {
    await sender.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function alone(
  options: ReturnType<typeof belfryOptions>,
  subscribers: number,
): Promise<{ cost: Cost; memory: Memory }> {
  await using belfry = await startBelfryProcess(options)
  const turns: Turn[] = []
  for (let time = 0; time < SMALL_TIMES; time += 1) turns.push(await broadcastOnce(belfry, options.data, subscribers))
  const { peakRss } = await belfry.usage()
  return { cost: costOf(turns), memory: { subscribers, peakRssMiB: mebibytes(peakRss) } }
}

/** Progress is read from the database by a connection of our own, so that watching costs Belfry nothing. */
export async function broadcastOnce(
  belfry: MeasuredBelfry,
  data: string,
  subscribers: number,
): Promise<Turn & { tenths: number[] }> {
  const db = new DatabaseSync(join(data, 'belfry.db'), { readOnly: true })
  try {
    const progress = db.prepare(
      `select state, (select coalesce(sum(count), 0) from belfry_delivery_counts c
         where c.notification = n.number and c.outcome = 'accepted') as accepted
       from belfry_notifications n where id = ?`,
    )
    const before = await belfry.usage()
    const startedAt = performance.now()
    const body = 'There is something new on the site, and you wanted to hear of it.'
    const asked = { to: { topic: 'news' }, title: 'News', body, ttl: 2_419_200 }
    const { id } = await belfry.api<{ id: string }>('POST', '/v1/notifications', asked)
    const tenths = timeTenths(subscribers)
    for (;;) {
      await delay(20)
      const { state, accepted } = progress.get(id) as { state: string; accepted: number }
      tenths.reached(accepted)
      if (state !== 'done') continue
      const seconds = secondsSince(startedAt)
      if (accepted !== subscribers) throw new Error(`only ${accepted} of ${subscribers} were accepted`)
      const { cpuMicros } = await belfry.usage()
      return {
        cpuMicros: cpuMicros - before.cpuMicros,
        seconds,
        messages: subscribers,
        tenths: tenths.rates,
      }
    }
  } finally {
    db.close()
  }
}
