import type { Comparison } from './compare.ts'
import { COST_HEAD, costRow } from './cost-row.ts'

/** A comparison for people. */
export function table(comparison: Comparison): string {
  const { name, node, engine, workers, messages, rounds, sink, belfry, webPush, spread } = comparison
  const where = workers === 0 ? 'the main thread' : `${workers} worker ${workers === 1 ? 'thread' : 'threads'}`
  return [
    `${name}: ${messages} messages each, in ${rounds} turns, on ${where}, Node ${node}${sink ? `, sink ${sink}` : ''}`,
    '',
    COST_HEAD,
    costRow(`Belfry, ${engine}`, belfry, spread.belfry),
    costRow('web-push', webPush, spread.webPush),
    '',
    `Belfry takes ${comparison.cpuRatio} times less CPU and does ${comparison.throughputRatio} times as many.`,
  ].join('\n')
}
