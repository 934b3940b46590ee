import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'

/** Notifications to one address, made in a span of time: from `since` on, before `until`. */
export interface Span {
  /** `a`: to everybody; `t` and a topic; `s` and one person. */
  address: string
  since: number
  until: number
}

/** Whose inbox it is, and what belongs into it. */
export interface Reader {
  siteId: string
  subscriber: number
  /** As the site knows the person; null: anonymous. */
  externalId: string | null
  spans: readonly Span[]
}

export interface ReaderWanted {
  siteId: string
  subscriber: number
  /** The granted topics that the person's token names; undefined: those that are on count. */
  granted?: readonly string[] | undefined
}

/** A person turns a few topics on and off; this bounds what one may cost. */
const SPANS = 200
const FOR_EVER = Number.MAX_SAFE_INTEGER

const PERSON = statement(
  `select external_id as "externalId", created_at as "createdAt" from belfry.subscribers
   where id = :subscriber and site_id = :siteId`,
)
const TOPICS = statement(`
  select spans.topic, spans.since, spans.until, t.access from (
    select p.topic_id as topic, p.changed_at as since, ${FOR_EVER} as until, p.granted
    from belfry.preferences p where p.subscriber_id = :subscriber and p.site_id = :siteId and p.enabled = 1
    union all
    select p.topic_id, p.on_from, p.on_until, (
      select count(*) from belfry.preferences n
      where n.site_id = :siteId and n.topic_id = p.topic_id and n.subscriber_id = p.subscriber_id
        and n.enabled = 1 and n.granted = 1)
    from belfry.past_preferences p where p.subscriber_id = :subscriber) spans
  join belfry.topics t on t.site_id = :siteId and t.id = spans.topic
  where t.access = 'open' or spans.granted = 1
  order by spans.since desc limit ${SPANS}`)

interface TopicRow {
  topic: string
  since: number
  until: number
  access: 'open' | 'granted'
}

/**
 * What a person's inbox shows. A granted topic that is off, or that the person's token does not name any more, is the
 * site's secret again, and so is what came through it. Somebody who is gone meanwhile has an empty one.
 */
export async function findReader(
  database: Pick<Database, 'read'>,
  { siteId, subscriber, granted }: ReaderWanted,
): Promise<Reader> {
  const values = { siteId, subscriber }
  const [person] = await database.read<{ externalId: string | null; createdAt: number }>(PERSON, values)
  if (person === undefined) return { siteId, subscriber, externalId: null, spans: [] }
  const { externalId, createdAt } = person
  const topics = await database.read<TopicRow>(TOPICS, values)
  const spans = topics
    .filter(({ topic, access }) => access === 'open' || granted === undefined || granted.includes(topic))
    .map(({ topic, since, until }) => ({ address: `t${topic}`, since, until }))
  spans.push({ address: 'a', since: createdAt, until: FOR_EVER })
  if (externalId !== null) spans.push({ address: `s${externalId}`, since: 0, until: FOR_EVER })
  return { siteId, subscriber, externalId, spans }
}
