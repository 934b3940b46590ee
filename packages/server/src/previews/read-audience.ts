import { readNextBatch } from '../audiences/audience-batch.ts'
import { byKind, kindOf, type Audience } from '../audiences/audience.ts'
import type { Walk } from '../database/spread.ts'
import { statement, type StatementDatabase, type StatementRunner } from '../database/statement.ts'
import type { DueDelivery } from '../deliveries/delivery-store.ts'
import { deviceCodeOf } from '../subscriptions/device.ts'

/** Subscribers of an audience: a range of ids, the first one excluded, or a list. */
export type Part = { from: number; to: number } | { subscribers: number[] }

const COLUMNS = `s.id, s.subscriber_id, s.push_service, ${deviceCodeOf('s')} as device`
const AFTER = '(s.subscriber_id > :subscriber or (s.subscriber_id = :subscriber and s.id > :subscription))'
// One read for a part, unless people have many browsers each.
const PAGE = 4000
const LAST_ID = Number.MAX_SAFE_INTEGER

/** The reads, for EXPLAIN in the tests as well. Of a list of names nothing is walked. */
export const READS = byKind(({ batches }) => {
  if (batches.by !== 'range') return undefined
  const { people, members } = batches
  const of = ({ from, where }: typeof people) => `from ${from} where ${where}`
  return {
    next: statement(`
      select max(id) as last, count(*) as count from (
        select ${people.subscriber} as id ${of(people)} and ${people.subscriber} > :after
        order by ${people.subscriber} limit :limit) page`),
    last: statement(`select ${people.subscriber} as last ${of(people)} order by ${people.subscriber} desc limit 1`),
    // Two bounds, because an index is walked from a single one.
    members: statement(`
      select ${COLUMNS} ${of(members)}
        and ${members.subscriber} >= :subscriber and ${members.subscriber} <= :to and ${AFTER}
      order by ${members.subscriber}, s.id limit :limit`),
  }
})

const OF_SUBSCRIBERS = statement(`
  select ${COLUMNS} from belfry.subscriptions s
  where s.site_id = :site and s.status = 'active' and s.subscriber_id = any(:ids::bigint[]) and ${AFTER}
  order by s.subscriber_id, s.id limit :limit`)

/** An audience of one site, read for a preview: who is in it, and none of the keys that only sending needs. */
export class AudienceReader<Tx> implements Walk {
  readonly #database: StatementDatabase<Tx>
  readonly #audience: Audience
  readonly #values: { site: string; value: ReturnType<ReturnType<typeof kindOf>['parameter']> }

  constructor(database: StatementDatabase<Tx>, siteId: string, audience: Audience) {
    this.#database = database
    this.#audience = audience
    this.#values = { site: siteId, value: kindOf(audience).parameter(audience.value) }
  }

  /** The next so many people; undefined behind the last. */
  async next(after: number, people: number): Promise<{ part: Part; end: number; rows: number } | undefined> {
    const { statements, connection } = this.#database
    const reads = READS[this.#audience.kind]
    if (reads === undefined) {
      const batch = await readNextBatch(statements, connection, this.#values.site, this.#audience, after, people)
      if (batch === undefined || !('subscribers' in batch.target)) return undefined
      const { subscribers } = batch.target
      return { part: { subscribers }, end: Math.max(...subscribers), rows: subscribers.length }
    }
    const { rows } = await this.#run(reads.next, { after, limit: people })
    const [{ last, count }] = rows as [{ last: number | null; count: number }]
    return last === null ? undefined : { part: { from: after, to: last }, end: last, rows: count }
  }

  /** The greatest id; undefined for a list of names, and for nobody. */
  async last(): Promise<number | undefined> {
    const reads = READS[this.#audience.kind]
    if (reads === undefined) return undefined
    const { rows } = await this.#run(reads.last, {})
    return (rows as { last: number }[])[0]?.last
  }

  /** Active subscriptions, a page at a time. */
  async *members(part: Part): AsyncGenerator<DueDelivery[]> {
    const reads = READS[this.#audience.kind]
    const read = 'subscribers' in part ? OF_SUBSCRIBERS : reads?.members
    if (read === undefined) throw new Error('a list of names has no ranges')
    const own = 'subscribers' in part ? { ids: part.subscribers } : { to: part.to }
    let after = { subscriber: 'from' in part ? part.from : 0, subscription: 'from' in part ? LAST_ID : 0 }
    for (;;) {
      const { statements, connection } = this.#database
      const values = { ...this.#values, ...own, ...after, limit: PAGE }
      const rows = (await statements.table(connection, read, values)) as Row[]
      if (rows.length > 0) yield rows.map(toDelivery)
      const last = rows.at(-1)
      if (last === undefined || rows.length < PAGE) return
      after = { subscriber: last[1], subscription: last[0] }
    }
  }

  #run(...[read, values]: [Parameters<StatementRunner<Tx>['run']>[1], Record<string, number>]) {
    return this.#database.statements.run(this.#database.connection, read, { ...this.#values, ...values })
  }
}

type Row = [subscription: number, subscriber: number, service: string, device: number]

const NOTHING = new Uint8Array()

// As gates see it; nothing is sent to it.
function toDelivery([subscription, subscriber, service, device]: Row): DueDelivery {
  return {
    subscription,
    subscriber,
    service,
    device,
    endpoint: '',
    p256dh: NOTHING,
    auth: NOTHING,
    vapidKeyId: '',
    status: 'active',
    attempts: 0,
    previous: null,
  }
}
