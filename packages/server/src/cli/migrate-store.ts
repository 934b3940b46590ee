import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ConfigError } from '../config/config-error.ts'
import { describeAddress, isPostgres } from '../database/address.ts'
import { unmark } from '../database/moved-store.ts'
import { moveStore } from '../moves/move-store.ts'
import { openSource } from '../moves/source-store.ts'
import { openTarget } from '../moves/target-store.ts'
import { stepView } from './step-view.ts'
import type { Terminal } from './terminal.ts'

export interface MigrateFlags {
  from: string
  to?: string
  dryRun?: boolean
  abandon?: boolean
}

const INTERRUPTED = 130

/** Moves the store of a data folder into PostgreSQL; answers with the exit code. */
export async function migrateStore(
  flags: MigrateFlags,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const file = join(flags.from, 'belfry.db')
  if (flags.abandon) return abandon(file, terminal)
  const to = flags.to ?? (terminal.env['DATABASE_URL'] || undefined)
  if (to === undefined || !isPostgres(to) || !URL.canParse(to)) {
    throw new ConfigError([{ setting: '--to', message: 'must be a URL such as postgres://user:password@host/database (or set DATABASE_URL)' }]) // prettier-ignore
  }
  const targetName = describeAddress(to)
  using source = openSource(file, Date.now)
  await using target = await openTarget(to, source)
  if (target === undefined) {
    terminal.out(`This store was moved to ${targetName} before. Nothing is left to do.\n`)
    return 0
  }
  if (flags.dryRun) {
    for (const { name } of source.tables) terminal.out(`${count(source.count(name)).padStart(13)}  ${name}\n`) // prettier-ignore
    terminal.out(`${count(source.count('jobs')).padStart(13)}  jobs\nThey can be moved to ${targetName}. Nothing was changed.\n`) // prettier-ignore
    return 0
  }
  terminal.out(`Moving ${file} to ${targetName}. Ctrl-C stops it; run again, it goes on.\n`)
  const view = stepView(terminal)
  const { finished, counts } = await moveStore(source, target, {
    now: Date.now,
    signal: stop,
    targetName,
    // Reading both again takes about as long as writing one.
    progress: ({ step, of, done, all }) =>
      view.show(all === 0 ? 1 : (step === 'copying' ? done : all + done) / (2 * all), `${step} ${of} · ${count(done)} of ${count(all)} rows`), // prettier-ignore
  })
  view.end()
  if (!finished) {
    terminal.out('Stopped. Run the same command again: it goes on there. No Belfry starts on either of the two until then.\n') // prettier-ignore
    return INTERRUPTED
  }
  for (const { of, rows } of counts) {
    if (rows > 0) terminal.out(`${count(rows).padStart(13)}  ${of}\n`)
  }
  terminal.out(`
Moved, and compared row by row. From now on:
  1. Set DATABASE_URL for every process. Nothing starts on ${file} any more; keep it until you are content.
  2. Keep the secrets: ${join(flags.from, 'secrets.json')} goes into the data folder of each process, or the
     same BELFRY_SECRET, BELFRY_VAPID_PRIVATE_KEY and BELFRY_API_KEY into its environment.
`)
  return 0
}

function abandon(file: string, terminal: Terminal): number {
  if (!existsSync(file)) throw new ConfigError([{ setting: '--from', message: `there is no store in ${file}` }]) // prettier-ignore
  using db = new DatabaseSync(file)
  const wasMoving = unmark(db)
  terminal.out(wasMoving ? 'The store stays where it is. Drop the database that it was being moved to.\n' : 'There is no unfinished move to abandon.\n') // prettier-ignore
  return wasMoving ? 0 : 1
}

function count(number: number): string {
  return number.toLocaleString('en')
}
