import type { Comparison } from './compare.ts'
import type { Cost } from './cost.ts'

/** A comparison for people. */
export function table(comparison: Comparison): string {
  const { name, node, engine, workers, messages, rounds, sink, belfry, webPush, spread } =
    comparison
  const where =
    workers === 0 ? 'the main thread' : `${workers} worker ${workers === 1 ? 'thread' : 'threads'}`
  return [
    `${name}: ${messages} messages each, in ${rounds} turns, on ${where}, Node ${node}${sink ? `, sink ${sink}` : ''}`,
    '',
    '                   CPU µs a message   messages a second   CPU of each turn',
    row(`Belfry, ${engine}`, belfry, spread.belfry),
    row('web-push', webPush, spread.webPush),
    '',
    `Belfry takes ${comparison.cpuRatio} times less CPU and does ${comparison.throughputRatio} times as many.`,
  ].join('\n')
}

function row(name: string, cost: Cost, turns: readonly number[]): string {
  return [
    name.padEnd(19),
    cost.cpuMicrosPerMessage.toFixed(1).padStart(16),
    String(Math.round(cost.messagesPerSecond)).padStart(20),
    '   ',
    turns.map((turn) => Math.round(turn)).join(' '),
  ].join('')
}
