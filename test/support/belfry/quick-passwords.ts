import { createPasswordHasher } from '../../../packages/server/src/accounts/password.ts'
import { startBelfry } from '../../../packages/server/src/assembly/app.ts'
import { startPipeline } from '../../../packages/server/src/assembly/start-pipeline.ts'
import { parseOptions } from '../../../packages/server/src/config/options.ts'
import type { Belfry, BelfryOptions } from '../../../packages/server/src/index.ts'

// A thousandth of the work: scrypt's own time is that of strangers, and is tested beside password.ts.
const COST = { N: 2 ** 5, r: 8, p: 1 }

/** As createBelfry(), for tests in which many people sign in: their passwords are hashed quickly. */
export async function createWithQuickPasswords(options: BelfryOptions): Promise<Belfry> {
  return startBelfry(parseOptions(options), startPipeline, createPasswordHasher(COST))
}
