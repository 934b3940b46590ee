import type { EncryptionEngine, EncryptionFault, EncryptionInput } from './encryption-engine.ts'
import { packBatch } from './pack-batch.ts'
import type { PackedBatch } from './pack-batch.ts'

/** What the engine needs of the package `@belfry/web-push-native`. */
export interface NativeBinding {
  encryptBatch(batch: PackedBatch, jobs: number): Promise<void>
  encryptBatchSync(batch: PackedBatch): void
}

/** Handing a job over costs about as much as one message; this many make that small. */
const MESSAGES_PER_JOB = 16

/**
 * Encrypts batches in native code: 60 µs of CPU a message against 140 in TypeScript (Node 24, EPYC), off the thread that
 * asks, and on several at once.
 *
 * @example
 * const { engine } = await loadEngine()
 * const bodies = await engine.encryptBatch(messages)
 */
export class NativeEngine implements EncryptionEngine {
  readonly name = 'native'
  readonly #binding: NativeBinding
  readonly #jobs: number

  /** `jobs`: threads of libuv's pool, which has four, that one batch may take. */
  constructor(options: { binding: NativeBinding; jobs: number }) {
    this.#binding = options.binding
    this.#jobs = options.jobs
  }

  async encryptBatch(messages: readonly EncryptionInput[]): Promise<(Buffer | EncryptionFault)[]> {
    const { batch, unpack } = packBatch(messages)
    const jobs = Math.ceil(batch.statuses.length / MESSAGES_PER_JOB)
    if (jobs > 0) {
      await this.#binding.encryptBatch(batch, Math.min(jobs, this.#jobs))
    }
    return unpack()
  }

  /** The same in the calling thread; for a worker thread that has nothing else to do meanwhile. */
  encryptBatchSync(messages: readonly EncryptionInput[]): (Buffer | EncryptionFault)[] {
    const { batch, unpack } = packBatch(messages)
    this.#binding.encryptBatchSync(batch)
    return unpack()
  }
}
