import type { Database } from '../database/database.ts'
import { KeptCounts, type Counted } from '../database/kept-counts.ts'
import { changedPace } from '../pace/schema.ts'
import { Refusal } from '../refusals/refusal.ts'
import { countWhoHaveOn, estimateWhoHaveOn, removeChoices } from './preference-store.ts'
import type { NewTopic, TopicChange } from './schema.ts'
import { countTopics, deleteTopic, findTopic, listTopics, saveTopic, type Topic } from './topic-store.ts'

/** Topics as they are set up while the server runs. Each function throws a Refusal. */
export interface Topics {
  list(siteId: string): Promise<Topic[]>
  show(siteId: string, id: string): Promise<Topic>
  /** How many subscribers have it on; of many, up to a minute ago. */
  reach(siteId: string, id: string): Promise<Counted>
  create(siteId: string, topic: NewTopic): Promise<Topic>
  change(siteId: string, id: string, change: TopicChange): Promise<Topic>
  /** `losing`: how many people may have it on, at most. Returns how many had. */
  remove(siteId: string, id: string, losing: number): Promise<number>
}

export interface TopicsNeeds {
  database: Database
  /** A change was committed that every process has to know. */
  changed: () => Promise<void>
  now: () => number
}

const MOST = 1000

export function createTopics({ database, changed, now }: TopicsNeeds): Topics {
  const reached = new KeptCounts(now)
  const show = async (siteId: string, id: string) => {
    const topic = await findTopic(database.kysely, siteId, id)
    if (topic === undefined) throw topicNotFound(id)
    return topic
  }
  return {
    list: (siteId) => listTopics(database.kysely, siteId),
    show,
    async reach(siteId, id) {
      await show(siteId, id)
      return reached.read(`${siteId} ${id}`, {
        count: () => countWhoHaveOn(database.kysely, siteId, id),
        estimate: () => estimateWhoHaveOn(database.kysely, siteId, id),
      })
    },
    async create(siteId, given) {
      const topic: Topic = { ...given, declared: null, createdAt: now() }
      await database.transaction(async (tx) => {
        if (await findTopic(tx, siteId, given.id)) {
          throw new Refusal('topic-taken', `the site has a topic ${JSON.stringify(given.id)} already`, { field: 'id' })
        }
        if ((await countTopics(tx, siteId)) >= MOST) {
          throw new Refusal('limit-reached', `the site has ${MOST} topics, the most there can be`)
        }
        await saveTopic(tx, siteId, topic)
      })
      await changed()
      return topic
    },
    async change(siteId, id, { declared, pace, ...fields }) {
      const topic = await database.transaction(async (tx) => {
        const before = await findTopic(tx, siteId, id)
        if (before === undefined) throw topicNotFound(id)
        const mark = declared === null ? null : before.declared
        const [field] = Object.keys(pace === undefined ? fields : { ...fields, pace })
        if (field !== undefined) refuseDeclared({ ...before, declared: mark }, field)
        const after: Topic = { ...before, ...definedFields(fields), declared: mark }
        if (pace !== undefined) after.pace = changedPace(before.pace, pace)
        await saveTopic(tx, siteId, after)
        return after
      })
      await changed()
      return topic
    },
    async remove(siteId, id, losing) {
      refuseDeclared(await show(siteId, id), undefined)
      const people = await countWhoHaveOn(database.kysely, siteId, id)
      if (people > losing) {
        const message =
          `${people} people have the topic ${JSON.stringify(id)} on, and will have it ` +
          `no more: remove it with losing=${people}`
        throw new Refusal('topic-in-use', message)
      }
      await removeChoices(database, siteId, id)
      await database.transaction((tx) => deleteTopic(tx, siteId, id))
      await changed()
      return people
    },
  }
}

function refuseDeclared({ id, declared }: Topic, field: string | undefined): void {
  if (declared === null) return
  const what = `the topic ${JSON.stringify(id)} is declared in ${declared}: change it there`
  const message = `${what}, or free it with {"declared": null} where that is gone`
  throw new Refusal('declared-elsewhere', message, field === undefined ? {} : { field })
}

function topicNotFound(id: string): Refusal {
  return new Refusal('topic-not-found', `the site has no topic ${JSON.stringify(id.slice(0, 100))}`)
}

function definedFields(fields: Omit<TopicChange, 'declared' | 'pace'>): Partial<Topic> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
