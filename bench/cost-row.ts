import type { Cost } from './cost.ts'

/** The head of a table of costs. */
export const COST_HEAD = '                   CPU µs a message   messages a second   CPU of each turn'

/** One line below it: the medians, and the CPU of each turn to show the noise. */
export function costRow(name: string, cost: Cost, turns: readonly number[]): string {
  return [
    name.padEnd(19),
    cost.cpuMicrosPerMessage.toFixed(1).padStart(16),
    String(Math.round(cost.messagesPerSecond)).padStart(20),
    '   ',
    turns.map((turn) => Math.round(turn)).join(' '),
  ].join('')
}
