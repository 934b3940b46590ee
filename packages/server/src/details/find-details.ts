import { readAudience } from '../audiences/audience.ts'
import type { Database } from '../database/database.ts'
import type { NotificationRow } from '../database/schema.ts'
import { statement } from '../database/statement.ts'
import { FORGOTTEN } from '../deliveries/forgotten.ts'
import { DIGEST } from '../digests/digest-statements.ts'
import { digestPayload } from '../digests/sending/digest-payload.ts'
import { addressesOf } from '../inbox/addresses-of.ts'
import type { Reader } from '../inbox/reader.ts'
import { fullPayload, shownOf } from '../notifications/full-message.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { Site } from '../sites/site.ts'
import type { DetailsAnswer } from './answer-schema.ts'
import { detailsGone, detailsUnknown } from './refusals.ts'

type Row = Pick<
  NotificationRow,
  'number' | 'id' | 'audience' | 'content' | 'payload' | 'state' | 'created_at' | 'expires_at'
>

const COLUMNS = 'number, id, audience, content, payload, state, created_at, expires_at'
const BY_ID = statement(`select ${COLUMNS} from belfry.notifications where site_id = :siteId and id = :id`)
const BY_NUMBERS = statement(`
  select ${COLUMNS} from belfry.notifications where number = any(:numbers::bigint[]) order by number desc`)
const OWN_BROWSER = statement(`
  select 1 as found from belfry.subscriptions
  where site_id = :siteId and endpoint_hash = :hash and subscriber_id = :subscriber`)
const LOCALE = statement('select locale from belfry.subscribers where id = :subscriber')

/** The content of a notification for one of those whom it was sent to. Throws Refusal `details-unknown` or `-gone`. */
export async function findDetails(
  database: Pick<Database, 'read'>,
  site: Site,
  reader: Reader,
  id: string,
): Promise<DetailsAnswer> {
  const [row] = await database.read<Row>(BY_ID, { siteId: site.id, id: id.slice(0, 100) })
  if (row === undefined || row.payload === '') throw detailsUnknown()
  const digest = await coveredBy(database, row, reader)
  if (digest === undefined && !(await isFor(database, row, reader))) throw detailsUnknown()
  const payload = digest === undefined ? contentOf(row, site) : await digestOf(database, row, { digest, site, reader })
  return answerOf(row, payload)
}

/** By what was asked for: a browser asks before the outcome of its delivery is stored. */
async function isFor(database: Pick<Database, 'read'>, row: Row, reader: Reader): Promise<boolean> {
  const audience = readAudience(row.audience)
  if (audience?.kind === 'subscription') {
    const values = {
      siteId: reader.siteId,
      subscriber: reader.subscriber,
      hash: Buffer.from(audience.value, 'base64url'),
    }
    return (await database.read(OWN_BROWSER, values)).length > 0
  }
  const meant = addressesOf(row.audience)
  return reader.spans.some(
    ({ address, since, until }) => meant.includes(address) && since <= row.created_at && row.created_at < until,
  )
}

/** The numbers of what a digest has for this person; undefined for what is none, or none of theirs. */
async function coveredBy(
  database: Pick<Database, 'read'>,
  { audience }: Row,
  { subscriber }: Reader,
): Promise<number[] | undefined> {
  const read = readAudience(audience)
  if (read?.kind !== 'digest') return undefined
  const rows = await database.read<{ notification: number }>(DIGEST.covered, { digest: read.value, ids: [subscriber] })
  return rows.length === 0 ? undefined : rows.map(({ notification }) => notification)
}

interface DigestFor {
  digest: readonly number[]
  site: Site
  reader: Reader
}

async function digestOf(
  database: Pick<Database, 'read'>,
  row: Row,
  { digest, site, reader }: DigestFor,
): Promise<string> {
  const rows = await database.read<Row>(BY_NUMBERS, { numbers: digest })
  const left = rows.filter(({ state, content }) => state !== 'cancelled' && content !== FORGOTTEN)
  const items = left.map((one) => ({ payload: contentOf(one, site), privacy: 'full' }))
  if (items.length === 0) throw detailsGone(rows.some(({ content }) => content === FORGOTTEN) ? 'erased' : 'withdrawn')
  const [person] = await database.read<{ locale: string | null }>(LOCALE, { subscriber: reader.subscriber })
  return digestPayload(row.payload, items, person?.locale ?? null)
}

// Paused ones are there: who asks has got it before.
function contentOf(row: Row, site: Site): string {
  if (row.state === 'cancelled') throw detailsGone('withdrawn')
  if (row.content === FORGOTTEN || row.payload === FORGOTTEN) throw detailsGone('erased')
  try {
    return fullPayload(row, site)
  } catch (error) {
    // A link of it is not the site's own any more.
    if (error instanceof Refusal) throw detailsGone('withdrawn')
    throw error
  }
}

function answerOf({ id, created_at: createdAt }: Row, payload: string): DetailsAnswer {
  const shown = shownOf(payload)
  if (shown === undefined) throw detailsGone('erased')
  const { navigate: url, actions, ...rest } = shown
  return {
    status: 'found',
    id,
    ...rest,
    url,
    ...(actions && { actions: actions.map(({ navigate, ...action }) => ({ ...action, url: navigate })) }),
    createdAt: new Date(createdAt).toISOString(),
  }
}
