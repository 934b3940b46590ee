import { once } from 'node:events'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions } from '../config/options.ts'
import { describeAddress } from '../database/address.ts'
import { createBelfry } from '../index.ts'
import { stopSignal } from './stop-signal.ts'
import type { Terminal } from './terminal.ts'

/** Sends what other processes accept, until a signal asks it to stop; throws a ConfigError when it cannot start. */
export async function work(
  flags: Flags,
  terminal: Terminal,
  stop: AbortSignal = stopSignal(),
): Promise<void> {
  const { options } = readEnvironment(terminal.env, flags)
  const belfry = await createBelfry(options)
  const { database, concurrency } = parseOptions(options)
  terminal.out(`
Belfry is working.

  Database   ${describeAddress(database)}
  Threads    ${concurrency}

Ctrl-C stops it, after what is being sent.
`)
  if (!stop.aborted) await once(stop, 'abort')
  terminal.out('\nStopping: finishing what is being sent.\n')
  await belfry.close()
}
