/** Periodic work that exactly one process does, the first that gets to it. */
export interface Chore {
  readonly name: string
  /** The interval in milliseconds, from the end of one run to the next. */
  readonly everyMs: number
  /**
   * Does it, and returns the fields to log, if any. In pieces of a few milliseconds each: others use the database, and
   * on SQLite the same thread answers HTTP. `signal` aborts when the process stops, and when its lease ran out so that
   * another process may have it.
   */
  run(signal: AbortSignal): Promise<object | undefined>
}
