// A process that does nothing but deliver, to be killed in tests: node engine-process.ts '<options as JSON>'
import { openSqlite } from '../../../packages/server/src/database/open-sqlite.ts'
import type { EngineKey, PushOptions } from '../../../packages/server/src/deliveries/engine/engine-messages.ts'
import { startEngine } from '../../../packages/server/src/deliveries/engine/engine.ts'
import { createLogger } from '../../../packages/server/src/telemetry/logger.ts'
import { createMetrics } from '../../../packages/server/src/telemetry/metrics.ts'

export interface EngineProcessOptions {
  file: string
  keys: EngineKey[]
  push: PushOptions
  threads?: number
}

const options = JSON.parse(process.argv[2] ?? '{}') as EngineProcessOptions
const database = await openSqlite(options.file, { cacheMiB: 8 })
const engine = await startEngine({
  ...options,
  database,
  log: createLogger('warn', process.stderr),
  metrics: createMetrics(),
})
process.stdout.write('ready\n')
process.once('SIGTERM', () => {
  void engine
    .stop()
    .then(() => database.close())
    .then(() => process.stdout.write('stopped\n'))
})
