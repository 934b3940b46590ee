import type { BroadcastReport } from './broadcast.ts'
import { COST_HEAD, costRow } from './cost-row.ts'
import type { LatencyReport } from './latency.ts'

/** A broadcast for people. */
export function broadcastTable(report: BroadcastReport): string {
  const { belfry, sender, memory, time, spread } = report
  return [
    `broadcast: ${report.subscribers} subscribers, ${report.rounds} times, engine ${report.engine}, ` +
      `${report.workers} engine threads, Node ${report.node}, sink ${report.sink}`,
    '',
    COST_HEAD,
    costRow('Belfry, all of it', belfry, spread.belfry),
    costRow('the sender alone', sender, spread.sender),
    '',
    `All of it takes ${report.cpuRatio} times the CPU of the sender alone.`,
    `Memory at its peak: ${memory.small.peakRssMiB} MiB with ${memory.small.subscribers} subscribers, ` +
      `${memory.large.peakRssMiB} with ${memory.large.subscribers}: ${memory.growthMiB} more.`,
    `Time: ${time.smallMicrosPerMessage} µs a message with ${memory.small.subscribers} subscribers, ` +
      `${time.largeMicrosPerMessage} with ${memory.large.subscribers}.`,
    `Messages a second in each tenth: ${time.tenths.join(' ')}`,
  ].join('\n')
}

/** Latencies for people. */
export function latencyTable(report: LatencyReport): string {
  const line = (name: string, { p50, p90, p99, max }: LatencyReport['startMs']) =>
    name.padEnd(44) + [p50, p90, p99, max].map((ms) => ms.toFixed(1).padStart(9)).join('')
  return [
    `latency: ${report.transactional} notifications to one person each, beside ${report.broadcasts} broadcasts to ` +
      `${report.subscribers} on ${report.database}, engine ${report.engine}, ${report.workers} engine threads, ` +
      `Node ${report.node}, sink ${report.sink}`,
    `${report.interactions.count} interactions were taken in meanwhile, within ${report.interactions.seconds} s`,
    '',
    'milliseconds                                      p50      p90      p99      max',
    line('from asking until the push service answered', report.startMs),
    line('  while nothing else is sent', report.quiet.startMs),
    line('POST /v1/notifications', report.api.accept),
    line('  while nothing else is sent', report.quiet.api.accept),
    line('GET /v1/notifications/:id', report.api.read),
    line('  while nothing else is sent', report.quiet.api.read),
    line('delay of the loop that answers', report.loopDelayMs),
    line('  while nothing else is sent', report.quiet.loopDelayMs),
  ].join('\n')
}
