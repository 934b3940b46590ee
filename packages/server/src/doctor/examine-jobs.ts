import type { OpenedDatabase } from '../database/open-database.ts'
import { deadJobsOf } from '../queue/dead-jobs-of.ts'
import { ok, warning, type Finding } from './finding.ts'

/** Jobs that are no longer tried. */
export async function examineJobs(database: OpenedDatabase): Promise<Finding[]> {
  const causes = await deadJobsOf(database).causes(database.kysely)
  if (causes.length === 0) return [ok('no job is dead')]
  return causes.map(({ kind, reason, count }) =>
    warning(`${count} jobs (${kind}) are dead: ${reason}; see belfry jobs`),
  )
}
