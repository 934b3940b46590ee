import { statement, type StatementDatabase } from '../database/statement.ts'
import { CHOICE_KINDS } from '../statistics/rollup/kinds.ts'
import { hourOf, type Addition } from '../statistics/rollup/rollup.ts'
import { writeAdditions } from '../statistics/rollup/write-additions.ts'
import { irrelevantTexts } from './irrelevant-texts.ts'
import { CODE_OF } from './kinds.ts'
import type { LogRow } from './read-report.ts'

/** A topic that was turned off for a person just now. */
export interface Muted {
  topic: string
  name: string
  /** Said to the person, in the language of the notification. */
  title: string
  /** The words for the way back. */
  undo: string
}

/** One report may be a slip of the finger. */
export const REPORTS_THAT_MUTE = 2

const NOTE = statement(`
  insert into belfry.irrelevances (subscriber_id, topic_id, notification, at)
  select :subscriber, :topic, :notification, :now
  where exists (select 1 from belfry.subscribers where id = :subscriber) on conflict do nothing`)

// Only reports since the person has turned the topic on count: whoever takes the muting back starts anew.
const MUTE = statement(`
  update belfry.preferences as p set enabled = 0, changed_at = :now
  where site_id = :site and topic_id = :topic and subscriber_id = :subscriber and enabled = 1 and :reports <= (
    select count(*) from belfry.irrelevances i
    where i.subscriber_id = :subscriber and i.topic_id = :topic and i.at >= p.changed_at)
  returning (select name from belfry.topics t where t.site_id = :site and t.id = :topic) as name`)

const REMEMBER = statement(`
  insert into belfry.mutes (subscriber_id, topic_id, at) values (:subscriber, :topic, :now)
  on conflict (subscriber_id, topic_id) do update set at = excluded.at`)

/** Whether a topic is off because of reports, and nobody has changed it since. */
export const IS_MUTED = `exists (
  select 1 from belfry.mutes m
  where m.subscriber_id = p.subscriber_id and m.topic_id = p.topic_id and m.at = p.changed_at)`

const UNMUTE = statement(`
  update belfry.preferences as p set enabled = 1, changed_at = :now
  where site_id = :site and topic_id = :topic and subscriber_id = :subscriber and enabled = 0 and ${IS_MUTED}`)

// Otherwise fewer would come: pace/fewer.ts.
const FORGET = statement('delete from belfry.irrelevances where subscriber_id = :subscriber and topic_id = :topic')

/** Stores who has called something irrelevant, and turns the topic off after the second time, or on again. */
export function muteTopics<Tx>(
  database: StatementDatabase<Tx>,
  site: string,
  rows: readonly LogRow[],
  now: number,
): Promise<Muted[]> {
  const { run } = database.statements
  return database.atomically(async (tx) => {
    const muted: Muted[] = []
    const counted: Addition[] = []
    for (const { notification, reporter, kind } of rows) {
      const { topic } = notification
      if (topic === undefined) continue
      const about = { site, topic, subscriber: reporter.subscriber, notification: notification.number, now }
      const choice = { siteId: site, topic, hour: hourOf(now), device: 0, count: 1 }
      if (kind === CODE_OF.relevant) {
        const { rowCount } = await run(tx, UNMUTE, about)
        await run(tx, FORGET, about)
        if (rowCount === 1) counted.push({ ...choice, kind: CHOICE_KINDS.on })
        continue
      }
      await run(tx, NOTE, about)
      const { rows: changed } = await run(tx, MUTE, { ...about, reports: REPORTS_THAT_MUTE })
      const [{ name } = {}] = changed as { name?: string }[]
      if (changed.length === 0) continue
      await run(tx, REMEMBER, about)
      counted.push({ ...choice, kind: CHOICE_KINDS.muted })
      const { muted: title, undo } = irrelevantTexts(notification.lang)
      muted.push({ topic, name: name ?? topic, title: title.replace('%s', () => name ?? topic), undo })
    }
    await writeAdditions(tx, database.statements, counted)
    return muted
  })
}
