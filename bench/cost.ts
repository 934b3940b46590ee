import type { Contender } from './contender.ts'
import { round2, secondsSince } from './rounding.ts'

export interface Cost {
  /** user and system time of all threads of the process */
  cpuMicrosPerMessage: number
  messagesPerSecond: number
}

/** The cost of so many messages in this process. */
export async function measureCost(contender: Contender, messages: number): Promise<Cost> {
  const startedAt = performance.now()
  const before = process.cpuUsage()
  await contender.run(messages)
  const { user, system } = process.cpuUsage(before)
  return {
    cpuMicrosPerMessage: round2((user + system) / messages),
    messagesPerSecond: Math.round(messages / secondsSince(startedAt)),
  }
}
