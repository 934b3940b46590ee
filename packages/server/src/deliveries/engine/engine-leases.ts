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
 * In the embedded store, the jobs of a killed process are free at once, before their leases end. On many machines no
 * process can know that another is dead; pg-boss's heartbeats decide.
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
