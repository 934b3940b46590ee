import type { Contender } from './contender.ts'
import type { Settings } from './settings.ts'

export interface Cost {
  /** user and system time of all threads of this process */
  cpuMicrosPerMessage: number
  messagesPerSecond: number
}

/** What `--json` prints. */
export interface Comparison {
  name: string
  node: string
  engine: string
  belfry: Cost
  webPush: Cost
  /** how many times less CPU, and how many times more messages a second */
  cpuRatio: number
  throughputRatio: number
  workers: number
  messages: number
  rounds: number
  sink?: string
  /** each round's CPU for a message, for a look at the noise */
  spread: { belfry: number[]; webPush: number[] }
}

/**
 * Lets the two work in turns, so that whatever else the machine does meets both, and takes the median round of each.
 * The warm-up is as long as a round.
 */
export async function compare(
  name: string,
  contenders: { belfry: Contender; webPush: Contender },
  { engine, workers, rounds, messages }: Settings & { messages: number },
): Promise<Comparison> {
  const perRound = Math.ceil(messages / rounds)
  const costs = { belfry: [] as Cost[], webPush: [] as Cost[] }
  for (let round = -1; round < rounds; round += 1) {
    for (const side of ['belfry', 'webPush'] as const) {
      const cost = await measure(contenders[side], perRound)
      if (round >= 0) costs[side].push(cost)
    }
  }
  const belfry = middle(costs.belfry)
  const webPush = middle(costs.webPush)
  return {
    name,
    node: process.version,
    engine,
    belfry,
    webPush,
    cpuRatio: round2(webPush.cpuMicrosPerMessage / belfry.cpuMicrosPerMessage),
    throughputRatio: round2(belfry.messagesPerSecond / webPush.messagesPerSecond),
    workers,
    messages: perRound * rounds,
    rounds,
    spread: {
      belfry: costs.belfry.map((cost) => cost.cpuMicrosPerMessage),
      webPush: costs.webPush.map((cost) => cost.cpuMicrosPerMessage),
    },
  }
}

async function measure(contender: Contender, messages: number): Promise<Cost> {
  const startedAt = performance.now()
  const before = process.cpuUsage()
  await contender.run(messages)
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - startedAt) / 1000
  return {
    cpuMicrosPerMessage: round2((user + system) / messages),
    messagesPerSecond: Math.round(messages / seconds),
  }
}

function middle(costs: readonly Cost[]): Cost {
  return {
    cpuMicrosPerMessage: median(costs.map((cost) => cost.cpuMicrosPerMessage)),
    messagesPerSecond: median(costs.map((cost) => cost.messagesPerSecond)),
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const upper = sorted[Math.floor(half)] ?? 0
  return Number.isInteger(half) ? round2((upper + (sorted[half - 1] ?? 0)) / 2) : upper
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
