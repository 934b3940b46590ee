import type { ContenderApart } from './apart.ts'
import type { Cost } from './cost.ts'
import { median, round2 } from './rounding.ts'
import type { Settings } from './settings.ts'

/** The output of `--json`. */
export interface Comparison {
  name: string
  node: string
  engine: string
  belfry: Cost
  webPush: Cost
  /** the factor of less CPU, and of more messages a second */
  cpuRatio: number
  throughputRatio: number
  workers: number
  messages: number
  rounds: number
  sink?: string
  /** each round's CPU for a message, to show the noise */
  spread: { belfry: number[]; webPush: number[] }
}

const WARM_UP = 20_000
/** Of ten rounds: one of 2,000 would take Belfry 20 ms, and 0.7 µs a message go into caches that have cooled meanwhile. */
export const USUAL_MESSAGES = 200_000

/**
 * Runs the two in turns, so that other load on the machine affects both, and takes the median round of each. Before
 * that, both send enough for their code to be compiled as far as it ever is: the first thousands cost half as much
 * again, and the first ten thousand still a fifth.
 */
export async function compare(
  name: string,
  contenders: { belfry: ContenderApart; webPush: ContenderApart },
  { engine, workers, rounds, messages }: Settings & { messages: number },
): Promise<Comparison> {
  const perRound = Math.ceil(messages / rounds)
  const costs = { belfry: [] as Cost[], webPush: [] as Cost[] }
  const sides = ['belfry', 'webPush'] as const
  for (const side of sides) await contenders[side].measure(Math.min(WARM_UP, messages))
  for (let round = 0; round < rounds; round += 1) {
    for (const side of sides) costs[side].push(await contenders[side].measure(perRound))
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

function middle(costs: readonly Cost[]): Cost {
  return {
    cpuMicrosPerMessage: median(costs.map((cost) => cost.cpuMicrosPerMessage)),
    messagesPerSecond: median(costs.map((cost) => cost.messagesPerSecond)),
  }
}
