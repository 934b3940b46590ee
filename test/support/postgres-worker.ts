// A process that does nothing but send, to be killed in tests: node postgres-worker.ts '<BelfryOptions as JSON>'
import { createBelfry, type BelfryOptions } from '../../packages/server/src/index.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as BelfryOptions
const belfry = await createBelfry({ ...options, log: 'error' })
process.stdout.write('ready\n')
process.once('SIGTERM', () => void belfry.close().then(() => process.stdout.write('stopped\n')))
