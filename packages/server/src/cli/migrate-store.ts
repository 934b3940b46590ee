import { basename, dirname, join } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import { describeAddress, isPostgres } from '../database/address.ts'
import { DatabaseError } from '../database/database-error.ts'
import { MoveError } from '../moves/move-error.ts'
import { moveStore } from '../moves/move-store.ts'
import { abandonMove, openSource } from '../moves/source-store.ts'
import { openTarget } from '../moves/target-store.ts'
import { stepView } from './step-view.ts'
import type { Terminal } from './terminal.ts'

export interface MigrateFlags {
  from?: string
  to?: string
  dryRun?: boolean
  abandon?: boolean
}

const INTERRUPTED = 130

/** Moves the store of a data folder, or of an app's own file, into PostgreSQL; returns the exit code. */
export async function migrateStore(flags: MigrateFlags, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const { from } = flags
  if (from === undefined) {
    throw new ConfigError([
      {
        setting: '--from',
        message: "is missing: the data folder, or the SQLite file of your app with Belfry's tables in it",
      },
    ])
  }
  if (flags.abandon) return abandon(from, terminal)
  const to = flags.to ?? (terminal.env['DATABASE_URL'] || undefined)
  if (to === undefined || !isPostgres(to) || !URL.canParse(to)) {
    throw new ConfigError([
      {
        setting: '--to',
        message: 'must be a URL such as postgres://user@host/database (or set DATABASE_URL: every user sees flags)',
      },
    ])
  }
  const targetName = describeAddress(to)
  using source = openSource(from, Date.now)
  await using target = await openTarget(to, source).catch((error: unknown) => {
    throw error instanceof DatabaseError
      ? new ConfigError([{ setting: flags.to === undefined ? 'DATABASE_URL' : '--to', message: error.message }], {
          cause: error,
        })
      : error
  })
  if (target === undefined) {
    terminal.out(`This store was moved to ${targetName} before. Nothing is left to do.\n`)
    return 0
  }
  if (flags.dryRun) {
    for (const { name } of source.tables) terminal.out(`${count(source.count(name)).padStart(13)}  ${name}\n`)
    terminal.out(
      `${count(source.count('jobs')).padStart(13)}  jobs\nThey can be moved to ${targetName}. Nothing was changed.\n`,
    )
    return 0
  }
  terminal.out(`Moving ${source.file} to ${targetName}. Ctrl-C stops it; run again, it goes on.\n`)
  const view = stepView(terminal)
  stop.addEventListener('abort', () => view.say('Stopping after the rows that are under way.'), { once: true })
  const moving = moveStore(source, target, {
    now: Date.now,
    signal: stop,
    targetName,
    // Reading both takes about as long as writing one.
    progress: ({ step, of, done, all }) =>
      view.show(
        all === 0 ? 1 : (step === 'copying' ? done : all + done) / (2 * all),
        `${step} ${of} · ${count(Math.floor(done))} of ${count(all)} rows`,
      ),
  })
  const { finished, counts } = await moving.catch((error: unknown) => {
    if (!target.database.isAway(error)) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new MoveError(
      'target-away',
      `${targetName} went away (${why}): run the same command again, it goes on there`,
      { cause: error },
    )
  })
  view.end()
  if (!finished) {
    terminal.out(
      'Stopped. Run the same command again: it goes on there. No Belfry starts on either of the two until then.\n',
    )
    return INTERRUPTED
  }
  for (const { of, rows } of counts) {
    if (rows > 0) terminal.out(`${count(rows).padStart(13)}  ${of}\n`)
  }
  terminal.out(`
Moved, and compared row by row. From now on:
  1. Set DATABASE_URL for every process. Nothing starts on ${source.file} any more; keep it until you are content.
  2. Keep the secrets: ${secretsOf(source.file)} goes into the data folder of each process, or the
     same BELFRY_SECRET, BELFRY_VAPID_PRIVATE_KEY and BELFRY_API_KEY into its environment.
`)
  return 0
}

function abandon(from: string, terminal: Terminal): number {
  const wasMoving = abandonMove(from)
  terminal.out(
    wasMoving
      ? 'The store stays where it is. Drop the database that it was being moved to.\n'
      : 'There is no unfinished move to abandon.\n',
  )
  return wasMoving ? 0 : 1
}

// An app's own file may be anywhere; the secrets are in the folder that it gave as `data`.
function secretsOf(file: string): string {
  const isOwn = basename(file) !== 'belfry.db'
  return isOwn ? 'secrets.json of your data folder' : join(dirname(file), 'secrets.json')
}

function count(number: number): string {
  return number.toLocaleString('en')
}
