import type { DatabaseSync } from 'node:sqlite'
import type { Lane } from '../database/schema.ts'
import type { Job, NewJob } from './queue.ts'

export interface JobStatements {
  enqueue(jobs: readonly NewJob[], now: number): void
  nextTurn(lane: Lane): number
  hasDue(lane: Lane, now: number): boolean
  nextRunAt(lane: Lane): number | undefined
  claim(lane: Lane, limit: number, now: number, leaseUntil: number, except?: readonly string[]): Job[]
  /** False when the lease was lost. */
  renew(job: Job, leaseUntil: number): boolean
  complete(job: Job): boolean
  become(job: Job, next: NewJob): boolean
  release(job: Job): void
  retry(job: Job, runAt: number, error: string): void
  bury(job: Job, now: number, error: string): void
  followClock(now: number, leaseUntil: number): void
}

interface JobRow {
  id: number
  lane: Lane
  kind: string
  payload: string
  attempts: number
  run_at: number
  turn: number
  flow: string | null
}

/**
 * The lease table: a job belongs to `owner` while its lease lasts; then any worker may claim it.
 * The statements are kept prepared; run the writing ones in a transaction.
 */
export function jobStatements(db: DatabaseSync, owner: string): JobStatements {
  // An instance never takes over from itself: after a clock jump, its own leases look expired.
  const due = `lane = ? and run_at <= ? and dead_at is null
    and (lease_owner is null or (lease_until < ? and lease_owner <> ?))`
  const insert = db.prepare(
    'insert into belfry_jobs (lane, kind, payload, run_at, turn, flow, created_at) values (?, ?, ?, ?, ?, ?, ?)',
  )
  // Of the running jobs, or else of the waiting ones; plans have no turn and do not count.
  const findTurn = db.prepare(
    `select coalesce(
       nullif((select max(turn) from belfry_jobs where lane = :lane and lease_owner is not null), 0),
       (select min(turn) from belfry_jobs where lane = :lane and dead_at is null and turn > 0),
       0) as turn`,
  )
  const findDue = db.prepare(`select 1 from belfry_jobs where ${due} limit 1`)
  const findNext = db.prepare(
    'select min(run_at) as run_at from belfry_jobs where lane = ? and dead_at is null and lease_owner is null',
  )
  const leaseOf = (flows: string) =>
    db.prepare(
      `update belfry_jobs set lease_owner = ?, lease_until = ?, attempts = attempts + 1
       where id in (select id from belfry_jobs indexed by belfry_jobs_turn where ${due} ${flows}
        order by turn, run_at, id limit ?)
       returning id, lane, kind, payload, attempts, run_at, turn, flow`,
    )
  const lease = leaseOf('')
  const leaseOther = leaseOf('and flow not in (select value from json_each(?))')
  const extend = db.prepare('update belfry_jobs set lease_until = ? where id = ? and lease_owner = ?')
  const remove = db.prepare('delete from belfry_jobs where id = ? and lease_owner = ?')
  const change = db.prepare('update belfry_jobs set kind = ?, payload = ? where id = ? and lease_owner = ?')
  const giveBack = db.prepare(
    `update belfry_jobs set lease_owner = null, lease_until = 0, attempts = max(0, attempts - 1)
     where id = ? and lease_owner = ?`,
  )
  const postpone = db.prepare(
    `update belfry_jobs set lease_owner = null, lease_until = 0, run_at = ?, error = ?
     where id = ? and lease_owner = ?`,
  )
  const kill = db.prepare(
    `update belfry_jobs set lease_owner = null, lease_until = 0, dead_at = ?, error = ?
     where id = ? and lease_owner = ?`,
  )
  // A job made in the future dates from before the clock was set back. It keeps its delay, not its time.
  const bringForward = db.prepare(
    'update belfry_jobs set run_at = run_at - created_at + ?, created_at = ? where created_at > ?',
  )
  const shortenLeases = db.prepare('update belfry_jobs set lease_until = ? where lease_until > ?')

  return {
    enqueue(jobs, now) {
      for (const { lane, kind, payload, runAt, turn, flow } of jobs) {
        const json = JSON.stringify(payload)
        insert.run(lane, kind, json, runAt ?? now, turn ?? 0, flow ?? null, now)
      }
    },
    nextTurn: (lane) => (findTurn.get({ lane }) as { turn: number }).turn + 1,
    hasDue: (lane, now) => findDue.get(lane, now, now, owner) !== undefined,
    nextRunAt: (lane) => (findNext.get(lane) as { run_at: number | null }).run_at ?? undefined,
    claim(lane, limit, now, leaseUntil, except = []) {
      const given = [owner, leaseUntil, lane, now, now, owner] as const
      const rows = (except.length === 0
        ? lease.all(...given, limit)
        : leaseOther.all(...given, JSON.stringify(except), limit)) as unknown as JobRow[]
      return rows.sort(inTurn).map(toJob)
    },
    renew: (job, leaseUntil) => extend.run(leaseUntil, job.id, owner).changes === 1,
    complete: (job) => remove.run(job.id, owner).changes === 1,
    become: (job, { kind, payload }) => change.run(kind, JSON.stringify(payload), job.id, owner).changes === 1,
    release: (job) => void giveBack.run(job.id, owner),
    retry: (job, runAt, error) => void postpone.run(runAt, error, job.id, owner),
    bury: (job, now, error) => void kill.run(now, error, job.id, owner),
    followClock(now, leaseUntil) {
      bringForward.run(now, now, now)
      shortenLeases.run(leaseUntil, leaseUntil)
    },
  }
}

function inTurn(a: JobRow, b: JobRow): number {
  return a.turn - b.turn || a.run_at - b.run_at || a.id - b.id
}

function toJob({ id, payload, lane, kind, attempts, turn, flow }: JobRow): Job {
  return {
    id: String(id),
    lane,
    kind,
    payload: JSON.parse(payload) as unknown,
    attempts,
    turn,
    flow: flow ?? undefined,
  }
}

/**
 * Frees the jobs of instances that are known to be dead: all of them when `owners` is absent, which only the sole
 * process on the file may do. Others wait for the leases to end.
 */
export function releaseLeases(db: DatabaseSync, owners?: readonly string[]): number {
  const free = 'update belfry_jobs set lease_owner = null, lease_until = 0 where lease_owner'
  const { changes } =
    owners === undefined
      ? db.prepare(`${free} is not null`).run()
      : db.prepare(`${free} in (select value from json_each(?))`).run(JSON.stringify(owners))
  return Number(changes)
}
