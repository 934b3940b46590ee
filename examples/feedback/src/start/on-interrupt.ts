import { setTimeout as wait } from 'node:timers/promises'

/**
 * Resolves at the first Ctrl-C (or SIGTERM), for the program to close in its own time. A second one
 * ends it at once, and so does a closing that takes 9 s.
 */
export async function onInterrupt(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<number>()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => resolve(Date.now()))
  }
  const first = await promise

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    // npm hands its children the Ctrl-C that the terminal has sent them already.
    process.on(signal, () => Date.now() - first > 200 && process.exit(code))
  }
  void wait(9000, undefined, { ref: false }).then(() => process.exit(0))
}
