import { freshAnswer } from '../database/fresh-answer.ts'
import { statement, type StatementDatabase } from '../database/statement.ts'
import { FEWER_FOR_MS } from './fewer.ts'
import type { Caps } from './pace.ts'

/** What people themselves have said about how many messages they want. */
export interface PersonalCaps {
  /** Whether anybody has said anything that counts where there are caps, or are none; a promise while it is asked. */
  hasAnybody(hasCaps: boolean): boolean | Promise<boolean>
  /** Of these subscribers, in ascending order. `topic`: of the notification, on `site`. */
  read(asked: { site: string; topic: string | undefined; subscribers: readonly number[]; now: number }): Promise<{
    /** Their own caps, of those who have one. */
    own: ReadonlyMap<number, Caps>
    /** Who has called the topic irrelevant of late, and has not taken it back. */
    bored: ReadonlySet<number>
  }>
}

const ANYBODY = statement(`
  select exists (select 1 from belfry.delivery_preferences where cap_day is not null or cap_week is not null),
    exists (select 1 from belfry.irrelevances)`)

const OWN = statement(`
  select subscriber_id, cap_day, cap_week from belfry.delivery_preferences
  where subscriber_id >= :first and subscriber_id <= :last and (cap_day is not null or cap_week is not null)`)

/** Reports from before the person has chosen the topic anew do not count. */
export const IS_BORED = `i.at > :since and exists (
  select 1 from belfry.preferences p where p.site_id = :site and p.topic_id = i.topic_id
    and p.subscriber_id = i.subscriber_id and i.at >= p.changed_at)`

const BORED = statement(`
  select distinct i.subscriber_id from belfry.irrelevances i
  where i.subscriber_id >= :first and i.subscriber_id <= :last and i.topic_id = :topic and ${IS_BORED}`)

/** Reads it a page of subscribers at a time; where nobody has said anything, it asks once a second whether that is so. */
export function createPersonalCaps<Tx>(
  { statements, connection }: StatementDatabase<Tx>,
  elapsed?: () => number,
): PersonalCaps {
  const whoHasSaid = freshAnswer(look, { elapsed, isFinal: ({ own }) => own })

  async function look(): Promise<{ own: boolean; bored: boolean }> {
    const [[own, bored] = []] = await statements.table(connection, ANYBODY, {})
    return { own: Boolean(own), bored: Boolean(bored) }
  }

  return {
    hasAnybody(hasCaps) {
      const counts = ({ own, bored }: { own: boolean; bored: boolean }) => own || (hasCaps && bored)
      const said = whoHasSaid()
      return said instanceof Promise ? said.then(counts) : counts(said)
    },
    async read({ site, topic, subscribers, now }) {
      const range = { first: subscribers[0] ?? 0, last: subscribers.at(-1) ?? -1 }
      const rows = (await statements.table(connection, OWN, range)) as [number, number | null, number | null][]
      const own = new Map(rows.map(([subscriber, perDay, perWeek]) => [subscriber, { perDay, perWeek }]))
      if (topic === undefined) return { own, bored: new Set() }
      const asked = { ...range, site, topic, since: now - FEWER_FOR_MS }
      const bored = (await statements.table(connection, BORED, asked)) as [number][]
      return { own, bored: new Set(bored.map(([subscriber]) => subscriber)) }
    },
  }
}
