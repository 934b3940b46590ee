import { once } from 'node:events'
import { startBelfry } from '../assembly/app.ts'
import { startPipeline } from '../assembly/start-pipeline.ts'
import type { Flags } from '../config/environment.ts'
import { parseOptions } from '../config/options.ts'
import { describeAddress } from '../database/address.ts'
import { startTraces } from '../telemetry/trace-sdk.ts'
import { readStart } from './read-start.ts'
import { stopSignal } from './stop-signal.ts'
import type { Terminal } from './terminal.ts'

/**
 * Sends notifications that other processes accept, until a signal stops it; throws a ConfigError when it cannot start.
 */
export async function work(flags: Flags, terminal: Terminal, stop: AbortSignal = stopSignal()): Promise<void> {
  const { options, sources } = await readStart(flags, terminal, 'guest')
  const config = parseOptions(options, { sources })
  await using _traces = await startTraces(terminal.env, (text) => terminal.err(`belfry: ${text}\n`))
  const belfry = await startBelfry(config, startPipeline)
  terminal.out(`
Belfry is working.

  Database   ${describeAddress(config.database)}
  Threads    ${config.concurrency}

Ctrl-C stops it, after what is being sent.
`)
  if (!stop.aborted) await once(stop, 'abort')
  terminal.out('\nStopping: finishing what is being sent.\n')
  await belfry.close()
}
