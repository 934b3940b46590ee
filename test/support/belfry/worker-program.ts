// A process that does nothing but send, to be killed in tests: node worker-program.ts '<BelfryOptions as JSON>'
import { createBelfry, type BelfryOptions } from '../../../packages/server/src/index.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as BelfryOptions
const belfry = await createBelfry({ log: 'error', ...options })
process.stdout.write('ready\n')
process.once('SIGTERM', () => void belfry.close())
