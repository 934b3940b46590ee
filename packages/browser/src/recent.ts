import type { Store } from './store.ts'

/** The notifications shown lately, so that a second delivery is recognised. */
export interface Recent {
  /** Calls `show` unless this id was shown before (or is just being shown, and that works out). */
  once(id: string, show: () => Promise<void>): Promise<boolean>
}

const LIMIT = 200
/** Longer than a healthy IndexedDB takes, shorter than the time browsers allow a push. */
const READ_TIMEOUT_MS = 500

/**
 * Remembers in this worker's memory, where two pushes of one wake-up meet, and in IndexedDB, because
 * the browser stops the worker between pushes. An id counts only when it really was shown.
 */
export function createRecent(store: Store, name: string): Recent {
  const inHand = new Map<string, Promise<boolean>>()

  return {
    async once(id, show) {
      for (let other; (other = inHand.get(id));) {
        if (await other) return false
      }
      const showing = showUnlessKnown(id, show)
      if (inHand.size >= LIMIT) inHand.clear() // The store has them.
      // Nothing was awaited since the check, so the next push of this wake-up finds it.
      inHand.set(
        id,
        showing.then(
          () => true,
          () => !inHand.delete(id),
        ),
      )
      if (!(await showing)) return false
      await store(name, (ids = []) => [...(ids as string[]), id].slice(-LIMIT))
      return true
    },
  }

  async function showUnlessKnown(id: string, show: () => Promise<void>): Promise<boolean> {
    const ids = (await store(name, undefined, READ_TIMEOUT_MS)) as string[] | undefined
    if (ids?.includes(id)) return false
    await show()
    return true
  }
}
