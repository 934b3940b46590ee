import type { z } from 'zod'
import type { StatementValue } from '../database/statement.ts'

/**
 * One kind of audience, everything about it. A new kind is one such file, and its line in audience.ts. The SQL is for
 * `statement()`: `:site` is the site, `:value` is the result of `parameter` for the value.
 */
export interface AudienceKind<Value> {
  /** Its value in a request and in storage. */
  readonly value: z.ZodType<Value>
  /** People wait for it: it does not queue behind a broadcast. */
  readonly isPersonal: boolean
  /** The subscribers that it names, by the site's own ids; none where it describes them. */
  readonly names: (value: Value) => readonly string[]
  readonly parameter: (value: Value) => StatementValue
  readonly batches: Batches
  /**
   * A condition: whether the subscription `s` is still in it. Checked before a retry, because a device may have a new
   * owner since.
   */
  readonly stillIn: string
}

/** How it is cut into batches, page by page behind the subscriber `:after`, `:limit` subscribers a page. */
export type Batches = RangeBatches | NamedBatches

/** Rows of an audience, in an order of subscribers. */
export interface AudienceRows {
  readonly from: string
  readonly where: string
  /** The subscriber's id in the index that is walked. */
  readonly subscriber: string
}

/** Batches are ranges of subscribers; members of the audience who are in a range when it is sent get it. */
export interface RangeBatches {
  readonly by: 'range'
  /** One row: `last`, the last subscriber of the page or null, and `subscriptions`, how many active ones they have. */
  readonly page: string
  /** Its people, or their subscriptions, as `page` walks them: an index alone. */
  readonly people: AudienceRows
  /** The source of the subscriptions `s` of a range, in order. */
  readonly members: AudienceRows
}

/** Batches are lists of subscribers. */
export interface NamedBatches {
  readonly by: 'subscriber'
  /** One row a subscriber: `id` and `subscriptions`. */
  readonly page: string
}

/** How many active subscriptions a subscriber of a page has: their addresses stay in the database. */
export function activeOf(subscriber: string): string {
  return `select count(*) from belfry.subscriptions s
    where s.site_id = :site and s.status = 'active' and s.subscriber_id = ${subscriber}`
}
