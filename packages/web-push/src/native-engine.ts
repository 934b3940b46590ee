import type { EncryptionEngine, EncryptionFault, EncryptionInput } from './encryption-engine.ts'
import { packBatch } from './pack-batch.ts'
import type { PackedBatch } from './pack-batch.ts'

/** The part of the package `@belfry/web-push-native` that the engine needs. */
export interface NativeBinding {
  readonly backend: string
  isFaulty(): boolean
  encryptBatch(batch: PackedBatch, jobs: number): Promise<void>
  encryptBatchSync(batch: PackedBatch): void
}

/** Handing over a job costs about as much as one message by OpenSSL; with this many messages that is little. */
const MESSAGES_PER_JOB = 16
/** So many messages, encrypted side by side, share the fixed cost of a call. */
const MESSAGES_PER_GROUP = 63

/**
 * Encrypts batches in native code, on several threads other than the caller's. A message takes 60 µs of CPU by OpenSSL,
 * against 140 in TypeScript, and a sixth of that where the processor has AVX-512 IFMA: it then computes eight at a
 * time, and batches of 7, 15, 31 and 63 fill it best.
 *
 * @example
 * const { engine } = await loadEngine()
 * const bodies = await engine.encryptBatch(messages)
 */
export class NativeEngine implements EncryptionEngine {
  readonly name = 'native'
  readonly #binding: NativeBinding
  readonly #jobs: number

  /** `jobs`: threads of libuv's pool, which has four, that one batch may take; 1 to 64. */
  constructor(options: { binding: NativeBinding; jobs: number }) {
    checkJobs(options.jobs)
    this.#binding = options.binding
    this.#jobs = options.jobs
  }

  /**
   * The back end for the curve: `ifma`, `avx2`, `openssl`, or `portable`, which is for tests. OpenSSL takes over for
   * good when one of the others gives a wrong answer.
   */
  get backend(): string {
    return this.#binding.isFaulty() ? 'openssl' : this.#binding.backend
  }

  async encryptBatch(messages: readonly EncryptionInput[]): Promise<(Buffer | EncryptionFault)[]> {
    const { batch, unpack } = packBatch(messages)
    const perJob = this.backend === 'openssl' ? MESSAGES_PER_JOB : MESSAGES_PER_GROUP
    const jobs = Math.ceil(batch.statuses.length / perJob)
    if (jobs > 0) {
      await this.#binding.encryptBatch(batch, Math.min(jobs, this.#jobs))
    }
    return unpack()
  }

  /** The same in the calling thread; for a worker thread with nothing else to do. */
  encryptBatchSync(messages: readonly EncryptionInput[]): (Buffer | EncryptionFault)[] {
    const { batch, unpack } = packBatch(messages)
    this.#binding.encryptBatchSync(batch)
    return unpack()
  }
}

/** @throws RangeError when it is no whole number from 1 to 64 */
export function checkJobs(jobs: number): void {
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64) {
    throw new RangeError('jobs must be a whole number from 1 to 64')
  }
}
