import { strToU8, zipSync } from 'fflate'
import { listAnnotations } from '../annotations/annotation-store.ts'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import type { Addresses } from '../http/route-file.ts'
import { csvOf, quotedCell } from './csv.ts'
import { deviceFilter, devicesOf, periodQuery, periodsOf, topicFilter, type Asked } from './query.ts'
import type { Statistic } from './statistic.ts'
import { mayCompare, withinDates } from './within-dates.ts'

export interface ArchiveNeeds {
  database: Pick<Database, 'kysely'>
  now: () => number
}

type Rows = readonly Readonly<Record<string, unknown>>[]
interface Answered {
  points: Rows
  previous: { points: Rows } | null
}

/** One whose answer is of any form. */
type AnyStatistic = Pick<Statistic<never>, 'name' | 'query'> & {
  answer: (...asked: Parameters<Statistic<never>['answer']>) => Promise<object>
}

const ANNOTATIONS = 500

/** GET /v1/stats/archive.zip */
export function archiveAddresses({ database, now }: ArchiveNeeds, statistics: readonly AnyStatistic[]): Addresses {
  return {
    '/v1/stats/archive.zip': {
      GET: endpoint(download, async ({ site, apiKey: { dates }, query: wanted }) => {
        const query = withinDates(wanted, dates, now())
        const files: Record<string, string> = {}
        for (const { name, query: taken, answer } of statistics) {
          const own = onlyTaken(query, taken.shape)
          const periods = periodsOf(own, now())
          const { topic } = own
          const selection = { siteId: site.id, topic, devices: devicesOf(own), notification: undefined }
          const answered = (await answer(selection, periods)) as unknown as Answered
          const previous = mayCompare(periods.previous, dates) ? answered.previous : null
          Object.assign(files, filesOf(name, { ...answered, previous }))
        }
        const { period } = periodsOf(query, now())
        const [from = 0, to = 0] = [period.starts[0], period.starts.at(-1)].map((hour) => (hour ?? 0) * 3_600_000)
        const marks = await listAnnotations(database.kysely, site.id, { from, to, limit: ANNOTATIONS })
        files['annotations.csv'] = csvOf(
          marks.map(({ at, kind, text }) => ({ at: new Date(at).toISOString(), kind, text: quotedCell(text) })),
        )
        const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const)
        return new Response(zipSync(Object.fromEntries(entries), { mtime: now() }), {
          headers: {
            'content-type': 'application/zip',
            'content-disposition': 'attachment; filename="statistics.zip"',
            'cache-control': 'no-store',
          },
        })
      }),
    },
  }
}

const download = {
  id: 'readStatsArchive',
  summary: 'All statistics of a period as one archive',
  description:
    'A zip of CSV files: the points of each statistic and of the period before, what they are by topic, push ' +
    'service, browser and system, and the annotations. A filter that a statistic does not take counts for the others.',
  scope: 'figures',
  query: periodQuery.extend({ ...topicFilter, ...deviceFilter }),
  answers: { 200: { description: 'The archive.', type: 'application/zip' } },
  refusals: ['figures-outside'],
} as const

function onlyTaken(query: Asked, shape: object): Asked {
  return Object.fromEntries(Object.entries(query).filter(([name]) => name in shape)) as unknown as Asked
}

/** `growth.csv`, `growth-before.csv`, `growth-by-browser.csv` … */
function filesOf(name: string, answered: Answered): Record<string, string> {
  const files: Record<string, string> = {
    [`${name}.csv`]: csvOf(answered.points),
    ...(answered.previous && { [`${name}-before.csv`]: csvOf(answered.previous.points) }),
  }
  const { breakdown = {}, topics } = answered as { breakdown?: Record<string, Rows>; topics?: Rows }
  const parts = { ...breakdown, ...(topics !== undefined && { topic: topics }) }
  for (const [by, rows] of Object.entries(parts)) {
    if (rows.length > 0) files[`${name}-by-${by.replace('S', '-s')}.csv`] = csvOf(rows.map(flat))
  }
  return files
}

// Reasons for losses are an object of their own.
function flat(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null ? Object.entries(value) : [[name, value]],
    ),
  )
}
