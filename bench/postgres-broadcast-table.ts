import type { PostgresBroadcastReport } from './broadcast-postgres.ts'

/** A broadcast from PostgreSQL for people. */
export function postgresBroadcastTable(report: PostgresBroadcastReport): string {
  const { belfry, sender, perMessage, memory, time, spread } = report
  const { cpuMicros, wire, disk } = perMessage
  const bytes =
    wire === null
      ? 'not counted: there is no ss'
      : `${wire.toPushService} to the push service and ${wire.fromPushService} back, ${wire.toDatabase} to the ` +
        `database and ${wire.fromDatabase} back`
  return [
    `broadcast on PostgreSQL: ${report.subscribers} subscribers, ${report.rounds} times, engine ` +
      `${report.engine}, ${report.workers} worker processes, Node ${report.node}, sink ${report.sink}`,
    '',
    `CPU µs a message   workers ${cpuMicros.workers}, PostgreSQL ${cpuMicros.postgres}, sink ${cpuMicros.sink}, ` +
      `the process that accepts ${cpuMicros.intake}; together ${cpuMicros.all}`,
    `Each turn          ${spread.belfry.join(' ')}; the sender alone ${spread.sender.join(' ')}`,
    `Messages a second  ${belfry.messagesPerSecond} (${spread.messagesPerSecond.join(' ')}); the sender alone ` +
      `in one thread ${sender.messagesPerSecond}`,
    `Bytes a message    ${bytes}; ${disk.deliveryBytes} of deliveries, ${disk.walBytes} of WAL`,
    `Jobs, transactions ${Math.round(perMessage.queueJobs * 1e6)} and ` +
      `${Math.round(perMessage.transactions * 1e6)} for a million messages, over ${report.connections} connections`,
    `A subscription     ${report.stored.bytesPerSubscription} bytes with its subscriber, preference and indexes`,
    '',
    `The workers take ${report.cpuRatio} times the CPU of the sender alone.`,
    `The largest worker's memory at its peak: ${memory.small.workersPeakMiB} MiB with ` +
      `${memory.smallSubscribers} subscribers, ${memory.large.workersPeakMiB} with ${report.subscribers}; ` +
      `PostgreSQL's own ${memory.large.postgresPrivatePeakMiB} beside its buffers.`,
    `Time: ${time.smallMicrosPerMessage} µs a message with ${memory.smallSubscribers} subscribers, ` +
      `${time.largeMicrosPerMessage} with ${report.subscribers}.`,
    `Messages a second in each tenth: ${time.tenths.join(' ')}`,
  ].join('\n')
}
