import type { SoakReport } from './run-soak.ts'

/** A soak for people. */
export function soakTable(report: SoakReport): string {
  const { figures, proofs, skipped, troubles, faulted, logged } = report
  const width = Math.max(...proofs.map(({ name }) => name.length)) + 2
  return [
    `soak on ${report.database}: seed ${report.seed}, ${report.seconds} s in all, Node ${report.node}`,
    '',
    ...proofs.map(({ name, holds, found }) => `${holds ? '✔' : '✖'} ${name.padEnd(width)}${found}`),
    ...skipped.map((what) => `↷ SKIPPED ${what}`),
    '',
    `${figures.broadcasts} broadcasts, ${figures.messages} messages, ` +
      `${figures.messagesPerSecond} a second; ${figures.kills} kills`,
    `over it all ${figures.secondsToRecover} s after the last trouble; at most ${figures.descriptorsMax} ` +
      `descriptors and ${figures.rssMaxMiB} MiB`,
    `troubles: ${list(troubles)}`,
    `requests that met a fault: ${list(faulted)}`,
    `logged: ${list(logged)}`,
  ].join('\n')
}

function list(counts: Record<string, number>): string {
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}
