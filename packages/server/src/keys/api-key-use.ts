import type { Database } from '../database/database.ts'
import { saveLastUsed } from './api-key-store.ts'

export interface ApiKeyUse extends AsyncDisposable {
  /** A request came with this key. */
  note(id: string): void
}

const SAVE_EVERY_MS = 60_000

/** Remembers when keys were used, and records it once a minute: the request does not wait for that. */
export function watchApiKeyUse(database: Database, now: () => number, saveEveryMs = SAVE_EVERY_MS): ApiKeyUse {
  let uses = new Map<string, number>()
  let saving: Promise<void> = Promise.resolve()

  async function save(): Promise<void> {
    if (uses.size === 0) return
    const taken = uses
    uses = new Map()
    try {
      await database.transaction((tx) => saveLastUsed(tx, taken))
    } catch {
      // The database is away: the times stay for the next write, unless the key was used since.
      for (const [id, at] of taken) if (!uses.has(id)) uses.set(id, at)
    }
  }

  const timer = setInterval(() => {
    saving = saving.then(save)
  }, saveEveryMs)
  timer.unref()
  return {
    note: (id) => void uses.set(id, now()),
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await saving
      await save()
    },
  }
}
