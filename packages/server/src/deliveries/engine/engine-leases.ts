import type { OpenedDatabase } from '../../database/open-database.ts'
import { releaseLeases } from '../../queue/job-statements.ts'
import { enterEngines } from './engine-presence.ts'

/** Jobs of workers that are known to be dead, freed before their time. */
export interface EngineLeases {
  /** The thread of this name is gone. */
  free(instance: string): Promise<void>
  leave(): void
}

/**
 * In the embedded store, the jobs of a process that was killed are free at once, and not when their leases end. On many
 * machines nobody can know that the others are dead; pg-boss's heartbeats tell.
 */
export async function engineLeases(database: OpenedDatabase): Promise<EngineLeases> {
  switch (database.dialect) {
    case 'sqlite': {
      const presence = await enterEngines(database.file, async () => {
        await database.atomically((db) => releaseLeases(db))
      })
      return {
        async free(instance) {
          await database.atomically((db) => releaseLeases(db, [instance]))
        },
        leave: () => presence.leave(),
      }
    }
    case 'postgres':
      return { free: () => Promise.resolve(), leave: () => undefined }
  }
}
