import type { OpenedDatabase } from '../database/open-database.ts'
import type { DeadJobs } from './dead-jobs.ts'
import { postgresDeadJobs } from './postgres-dead-jobs.ts'
import { sqliteDeadJobs } from './sqlite-dead-jobs.ts'

/** The dead jobs of the queue that belongs to a database. */
export function deadJobsOf({ dialect }: Pick<OpenedDatabase, 'dialect'>): DeadJobs {
  switch (dialect) {
    case 'sqlite':
      return sqliteDeadJobs
    case 'postgres':
      return postgresDeadJobs
  }
}
