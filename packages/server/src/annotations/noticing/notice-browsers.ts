import { setTimeout as delay } from 'node:timers/promises'
import type { Chore } from '../../chores/chore.ts'
import { statement, type StatementDatabase } from '../../database/statement.ts'
import { BROWSERS } from '../../subscriptions/device.ts'

const EVERY_MS = 10 * 60_000
// Along the primary key: two milliseconds.
const AT_ONCE = 2000
const PAUSE_MS = 20
// What was there before Belfry looked for the first time: enough to know the present versions.
const LOOKED_BACK = 20_000
/** One browser may say anything of itself; so many do not say the same by chance. */
const NOTICED_AT = 3
const HIGHEST = 999

const UP_TO = statement('select up_to as "upTo" from belfry.browser_versions_read where id = 1')
const NEWEST = statement('select coalesce(max(id), 0) as last from belfry.subscriptions')
const SLICE_END = statement(
  'select max(id) as last from (select id from belfry.subscriptions where id > :after order by id limit :atOnce) s',
)
const SEEN = statement(`
  select site_id as site, browser, browser_version as version, count(*) as count, min(created_at) as "firstAt"
  from belfry.subscriptions
  where id > :after and id <= :last and browser is not null and browser_version is not null
  group by 1, 2, 3 order by 1, 2, 3`)
const KNOWN = statement(`
  select version, count from belfry.browser_versions where site_id = :site and browser = :browser`)
const ADD = statement(`
  insert into belfry.browser_versions as v (site_id, browser, version, count, first_at)
  values (:site, :browser, :version, :count, :firstAt)
  on conflict (site_id, browser, version) do update set count = v.count + excluded.count`)
const MARK = statement(`
  insert into belfry.annotations (id, site_id, at, kind, text)
  values (:id, :site, :firstAt, 'browser-version', :text) on conflict (id) do nothing`)
const NOTE = statement(`
  insert into belfry.browser_versions_read (id, up_to) values (1, :last)
  on conflict (id) do update set up_to = excluded.up_to`)

interface Seen {
  site: string
  browser: string
  version: string
  count: number
  firstAt: number
}

/** Marks the first subscriptions of a browser's next major version. At the first look it only learns what there is. */
export function noticeBrowsers<Tx>(database: StatementDatabase<Tx>): Chore {
  const { run } = database.statements
  const first = async <Row>(text: typeof UP_TO, values: Record<string, number>) =>
    ((await run(database.connection, text, values)).rows as Row[])[0]

  async function count(tx: Tx, { site, browser, version: text, count, firstAt }: Seen, isNews: boolean): Promise<void> {
    const version = Number(text)
    const isKnown = BROWSERS.some((name) => name === browser.toLowerCase())
    if (!isKnown || !Number.isInteger(version) || version > HIGHEST) return
    const { rows } = await run(tx, KNOWN, { site, browser })
    const known = rows as { version: number; count: number }[]
    await run(tx, ADD, { site, browser, version, count, firstAt })
    const before = known.find((one) => one.version === version)?.count ?? 0
    const usual = known.filter((one) => one.count >= NOTICED_AT).map((one) => one.version)
    const isNew = before < NOTICED_AT && before + count >= NOTICED_AT && version > Math.max(...usual)
    if (!isNews || !isNew || usual.length === 0) return
    await run(tx, MARK, { id: `browser ${site} ${browser} ${version}`, site, firstAt, text: `${browser} ${version}` })
  }

  return {
    name: 'notice-browsers',
    everyMs: EVERY_MS,
    async run(signal) {
      const read = await first<{ upTo: number }>(UP_TO, {})
      const newest = (await first<{ last: number }>(NEWEST, {}))?.last ?? 0
      let after = read?.upTo ?? Math.max(0, newest - LOOKED_BACK)
      while (!signal.aborted) {
        const last = (await first<{ last: number | null }>(SLICE_END, { after, atOnce: AT_ONCE }))?.last ?? null
        if (last === null) break
        await database.atomically(async (tx) => {
          const seen = (await run(tx, SEEN, { after, last })).rows as Seen[]
          for (const one of seen) await count(tx, one, read !== undefined)
          await run(tx, NOTE, { last })
        })
        after = last
        await delay(PAUSE_MS, undefined, { signal })
      }
      return undefined
    },
  }
}
