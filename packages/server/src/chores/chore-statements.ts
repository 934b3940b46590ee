import { statement } from '../database/statement.ts'

// PostgreSQL uses the database's clock, SQLite the process's own.
const POSTGRES_NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint'
const timed = (text: string) => statement(text.replaceAll('NOW', POSTGRES_NOW), text.replaceAll('NOW', ':now'))

// A due time further away than the interval comes from a clock that was set back.
const IS_DUE = `(due_at <= NOW or due_at > NOW + every_ms)
  and (owner is null or owned_until <= NOW or owned_until > NOW + :lease)`

/** The rows of the chores; `:now` is for SQLite. */
export const CHORES = {
  declare: statement(
    `insert into belfry.chores (name, every_ms) values (:name, :every)
     on conflict (name) do update set every_ms = excluded.every_ms where chores.every_ms <> excluded.every_ms`,
    `insert into belfry.chores (name, every_ms) values (:name, :every)
     on conflict (name) do update set every_ms = excluded.every_ms`,
  ),
  due: timed(`select name from belfry.chores where ${IS_DUE}`),
  take: timed(`
    update belfry.chores set owner = :owner, owned_until = NOW + :lease
    where name = :name and ${IS_DUE} returning name`),
  hold: timed(`
    update belfry.chores set owned_until = NOW + :lease where name = :name and owner = :owner returning name`),
  done: timed(`
    update belfry.chores set owner = null, owned_until = 0, due_at = NOW + every_ms, done_at = NOW
    where name = :name and owner = :owner`),
  /** Failed: due again before its interval. */
  failed: timed(`
    update belfry.chores set owner = null, owned_until = 0, due_at = NOW +
         case when every_ms < :again then every_ms else :again end
    where name = :name and owner = :owner`),
} as const
