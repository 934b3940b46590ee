import type { Terminal } from './terminal.ts'

/** The terminal of this process; the first Ctrl-C asks for an orderly end, the second ends at once. */
export function openTerminal(): Terminal {
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      ending.abort()
    })
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    // oxlint-disable-next-line node/no-process-env -- a program's own surroundings
    env: process.env,
    platform: process.platform,
    interrupted: ending.signal,
  }
}
