/** A batch as bytes. The addon checks that the lengths fit together, and throws a RangeError when they do not. */
export interface Batch {
  /** for each message the subscription's point, 65 bytes, and auth secret, 16 */
  keys: Uint8Array
  /** for each message: where its payload begins, how long it is, how long with padding (3993 at most) */
  table: Uint32Array
  /** the payloads; several messages may point to the same */
  payloads: Uint8Array
  /** written: the bodies, one after the other, each 86 + padded length + 17 bytes */
  bodies: Uint8Array
  /** written: a status for each message */
  statuses: Uint8Array
}

/** The values of `statuses`; where there is no body, zeros are written in its place. */
export const status = { encrypted: 0, notOnCurve: 1, failed: 2 } as const

/** The encryption of RFC 8291 in native code. */
export interface Binding {
  /** The back end of the curve: `ifma`, eight messages at a time, `avx2`, four, `openssl`, or `portable`, for tests. */
  readonly backend: string
  /** Whether it gave a wrong answer since the process started, so that OpenSSL has done everything from then on. */
  isFaulty(): boolean
  /** Encrypts on the thread pool, split into so many jobs (1 to 64). The buffers are the addon's until it settles. */
  encryptBatch(batch: Batch, jobs: number): Promise<void>
  /** Encrypts in this thread: for worker threads, which have nothing else to do. */
  encryptBatchSync(batch: Batch): void
}

/** The addon's own exports. No function takes a private key: the addon makes its keys, and uses each once. */
export interface Addon {
  readonly interfaceVersion: number
  /** The back ends that run on this processor; the lower its number, the faster. */
  readonly backends: Readonly<Record<string, number>>
  isFaulty(backend: number): boolean
  encryptBatch(...args: [...Buffers, backend: number, jobs: number]): Promise<void>
  encryptBatchSync(...args: [...Buffers, backend: number]): void
  /** With the scalar and the salt of the example in RFC 8291; the self-test's. */
  encryptExample(...args: [...Buffers, backend: number]): void
}

type Buffers = [keys: Uint8Array, table: Uint32Array, payloads: Uint8Array, bodies: Uint8Array, statuses: Uint8Array]

/** The addon's functions with one of its back ends, taking a batch as an object. */
export function bind(addon: Addon, backend: string): Binding {
  const number = addon.backends[backend] as number
  return {
    backend,
    isFaulty: () => addon.isFaulty(number),
    encryptBatch({ keys, table, payloads, bodies, statuses }, jobs) {
      return addon.encryptBatch(keys, table, payloads, bodies, statuses, number, jobs)
    },
    encryptBatchSync({ keys, table, payloads, bodies, statuses }) {
      addon.encryptBatchSync(keys, table, payloads, bodies, statuses, number)
    },
  }
}
