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

/** What stands in `statuses`; where there is no body, zeros are written in its place. */
export const status = { encrypted: 0, notOnCurve: 1, failed: 2 } as const

/** The encryption of RFC 8291 in native code. */
export interface Binding {
  /** Encrypts on the thread pool, split into so many jobs (1 to 64). The buffers are the addon's until it settles. */
  encryptBatch(batch: Batch, jobs: number): Promise<void>
  /** Encrypts in this thread: for worker threads, which have nothing else to do meanwhile. */
  encryptBatchSync(batch: Batch): void
}

/** What the addon itself exports. */
export interface Addon {
  readonly interfaceVersion: number
  encryptBatch(...args: [...Buffers, jobs: number]): Promise<void>
  encryptBatchSync(...args: Buffers): void
  /** With what is random otherwise; the self-test's. */
  encryptKnown(...args: [...Buffers, ...Known]): void
}

type Buffers = [
  keys: Uint8Array,
  table: Uint32Array,
  payloads: Uint8Array,
  bodies: Uint8Array,
  statuses: Uint8Array,
]
type Known = [salt: Uint8Array, scalar: Uint8Array]

/** The addon's functions, taking a batch as an object. */
export function bind(addon: Addon): Binding {
  return {
    encryptBatch({ keys, table, payloads, bodies, statuses }, jobs) {
      return addon.encryptBatch(keys, table, payloads, bodies, statuses, jobs)
    },
    encryptBatchSync({ keys, table, payloads, bodies, statuses }) {
      addon.encryptBatchSync(keys, table, payloads, bodies, statuses)
    },
  }
}
