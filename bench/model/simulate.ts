import { BATCH, MEASURED } from './measured.ts'

export interface Setting {
  subscriptions: number
  /** processes of one thread each */
  workers: number
  /** Cores that workers, database and sink share; without it each has its own. */
  sharedCores?: number
  /** Cores of the database when it has its own. */
  databaseCores?: number
  /** the processes have just been started */
  cold?: boolean
}

// Batches that a worker has in memory: while answers of one come, the next is encrypted.
const BATCHES_AHEAD = 2
const STEP_S = 0.0002
const NEXT: Readonly<Record<Stage, Stage>> = {
  send: 'answer',
  answer: 'record',
  record: 'done',
  done: 'done',
}

type Stage = 'send' | 'answer' | 'record' | 'done'

interface Batch {
  worker: number
  stage: Stage
  /** CPU seconds that this stage still takes */
  left: number
}

/**
 * How many seconds a broadcast takes: the planner cuts batches one after the other, each worker sends its
 * own on one core, the sink answers on one core, and the database records each batch on a core. Shared cores
 * are divided equally among those that can run.
 */
export function simulate(setting: Setting): number {
  const { workers, sharedCores = Infinity, databaseCores = Infinity, cold = false } = setting
  const total = Math.ceil(setting.subscriptions / BATCH)
  const cost = {
    send: (MEASURED.cpuMicros.worker * BATCH) / 1e6,
    answer: (MEASURED.cpuMicros.sink * BATCH) / 1e6,
    record: (MEASURED.cpuMicros.database * BATCH) / 1e6,
    done: 0,
  }
  const warmUp = Array.from({ length: workers }, (): number => (cold ? MEASURED.warmUpSeconds : 0))
  let open: Batch[] = []
  let taken = 0
  let done = 0
  let now = 0
  while (done < total) {
    const planned = Math.min(total, Math.floor(1 + (now * 1000) / MEASURED.planMillisPerBatch))
    for (let worker = 0; worker < workers; worker += 1) {
      while (taken < planned && held(open, worker) < BATCHES_AHEAD) {
        open.push({ worker, stage: 'send', left: cost.send })
        taken += 1
      }
    }
    const running = runnable(open, databaseCores)
    const speed = Math.min(1, sharedCores / Math.max(1, running.length))
    for (const batch of running) {
      let seconds = STEP_S * speed
      if (batch.stage === 'send') {
        const warming = Math.min(seconds, warmUp[batch.worker] ?? 0)
        warmUp[batch.worker] = (warmUp[batch.worker] ?? 0) - warming
        seconds -= warming
      }
      batch.left -= seconds
      if (batch.left > 0) continue
      batch.stage = NEXT[batch.stage]
      // The rest of a step belongs to the next stage, or steps would add up to a delay.
      batch.left += cost[batch.stage]
    }
    const going = open.filter(({ stage }) => stage !== 'done')
    done += open.length - going.length
    open = going
    now += STEP_S
  }
  return now
}

function held(open: readonly Batch[], worker: number): number {
  return open.filter((batch) => batch.worker === worker && batch.stage === 'send').length
}

/** One batch of each worker, one of the sink, and as many of the database as it has cores. */
function runnable(open: readonly Batch[], databaseCores: number): Batch[] {
  const senders = new Set<number>()
  let answering = false
  let recording = 0
  return open.filter(({ stage, worker }) => {
    if (stage === 'send') return !senders.has(worker) && Boolean(senders.add(worker))
    if (stage === 'answer') return !answering && (answering = true)
    recording += 1
    return recording <= databaseCores
  })
}
