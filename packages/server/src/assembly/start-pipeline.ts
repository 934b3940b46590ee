import { startEngine, type Engine } from '../deliveries/engine/engine.ts'
import type { PipelineNeeds, StartPipeline } from './pipeline.ts'
import { openIntake, postgresPipeline } from './postgres-pipeline.ts'
import { sqlitePipeline } from './sqlite-pipeline.ts'

/**
 * Notifications are accepted in this thread, and sent by the engine in its own; the rest depends on the kind of
 * database.
 */
export const startPipeline: StartPipeline = async (needs) => {
  const { database } = needs
  switch (database.dialect) {
    case 'sqlite':
      return sqlitePipeline(database, await engineOf(needs), needs)
    case 'postgres': {
      const boss = await openIntake(database, needs)
      try {
        return postgresPipeline(database, boss, await engineOf(needs), needs)
      } catch (error) {
        await boss.stop({ graceful: false })
        throw error
      }
    }
  }
}

async function engineOf(needs: PipelineNeeds): Promise<Engine | undefined> {
  const { database, setUp, push, log, metrics, ring, work, concurrency, encryption, maxPerMinute, landingKey } = needs
  if (!work) return undefined
  return startEngine({
    database,
    threads: concurrency,
    // Somebody who waits asks PostgreSQL some five times: each time the thread of a broadcast would be busy first.
    urgent: database.dialect === 'postgres',
    encryption,
    ...(maxPerMinute === undefined ? {} : { maxPerMinute }),
    ...setUp,
    push,
    landingKey,
    log,
    metrics,
    ring,
  })
}
