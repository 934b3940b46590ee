import type { JobHandler } from '../../queue/queue.ts'

/** A number that the threads of a process share: to read it, nobody is told and no thread is woken. */
export class SharedCount {
  /** For another thread, which makes its own SharedCount of it. */
  readonly buffer: SharedArrayBuffer
  readonly #cell: Int32Array

  constructor(buffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer
    this.#cell = new Int32Array(buffer)
  }

  get value(): number {
    return Atomics.load(this.#cell, 0)
  }

  set(value: number): void {
    Atomics.store(this.#cell, 0, value)
  }

  /** The same handler, whose open jobs are counted. */
  during(handle: JobHandler): JobHandler {
    return async (job, signal) => {
      Atomics.add(this.#cell, 0, 1)
      try {
        return await handle(job, signal)
      } finally {
        Atomics.sub(this.#cell, 0, 1)
      }
    }
  }
}
