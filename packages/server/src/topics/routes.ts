import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { pageOf } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { topicAnswer, viewTopic } from './answer-schema.ts'
import { newTopicSchema, topicChangeSchema } from './schema.ts'
import type { Topics } from './topics.ts'

const params = z.object({ id: z.string().describe('The id of the topic.') })

/** GET and POST /v1/topics, GET, PATCH and DELETE /v1/topics/:id, GET /v1/topics/:id/reach */
export function topicRoutes(topics: Topics): RouteFile {
  return routeFile(
    { name: 'Topics', description: 'Event types that people turn on and off.' },
    {
      '/v1/topics': {
        GET: endpoint(list, async ({ site, answer }) => {
          const found = await topics.list(site.id)
          return answer(200, { topics: found.map(viewTopic), next: null })
        }),
        POST: endpoint(create, async ({ site, body, answer }) => {
          const topic = await topics.create(site.id, body)
          return answer(201, viewTopic(topic), { location: `/v1/topics/${topic.id}` })
        }),
      },
      '/v1/topics/:id': {
        GET: endpoint(show, async ({ site, params, answer }) => {
          return answer(200, viewTopic(await topics.show(site.id, params.id)))
        }),
        PATCH: endpoint(change, async ({ site, params, body, answer }) => {
          return answer(200, viewTopic(await topics.change(site.id, params.id, body)))
        }),
        DELETE: endpoint(remove, async ({ site, params, query, answer }) => {
          return answer(200, { people: await topics.remove(site.id, params.id, query.losing) })
        }),
      },
      '/v1/topics/:id/reach': {
        GET: endpoint(reach, async ({ site, params, answer }) => {
          const { value, isEstimate } = await topics.reach(site.id, params.id)
          return answer(200, { subscribers: value, isEstimate })
        }),
      },
    },
  )
}

const reach = {
  id: 'countTopicSubscribers',
  summary: 'Count who has a topic on',
  params,
  answers: {
    200: {
      description: 'The count.',
      schema: z
        .object({
          subscribers: z.int().describe('People who have it on, with a browser or without.'),
          isEstimate: z
            .boolean()
            .describe('True where it is right within one per cent: many are counted behind the first answer.'),
        })
        .meta({ id: 'TopicReach' }),
    },
  },
  refusals: ['topic-not-found'],
} as const

const list = {
  id: 'listTopics',
  summary: 'List the topics of the site, by id',
  description: 'All of them are on one page.',
  query: z.strictObject({}),
  answers: { 200: { description: 'The topics.', schema: pageOf('topics', topicAnswer) } },
} as const

const create = {
  id: 'createTopic',
  summary: 'Make a topic',
  description: 'It is in force in all processes within two seconds.',
  body: newTopicSchema,
  example: { id: 'blog', name: 'New posts' },
  answers: {
    201: { description: 'It is there.', schema: topicAnswer, headers: { location: 'Where it is shown.' } },
  },
  refusals: ['topic-taken', 'limit-reached'],
} as const

const show = {
  id: 'showTopic',
  summary: 'Show a topic',
  params,
  answers: { 200: { description: 'The topic.', schema: topicAnswer } },
  refusals: ['topic-not-found'],
} as const

const change = {
  id: 'changeTopic',
  summary: 'Change a topic',
  description: 'Omitted fields stay as they are. A declared topic is changed where it is declared.',
  params,
  body: topicChangeSchema,
  answers: { 200: { description: 'The topic as it is now.', schema: topicAnswer } },
  refusals: ['topic-not-found', 'declared-elsewhere'],
} as const

const remove = {
  id: 'removeTopic',
  summary: 'Remove a topic',
  description: 'With everybody’s choice about it. Where people have it on, their number has to be given.',
  params,
  query: z.strictObject({
    losing: z.coerce.number().int().min(0).default(0).describe('How many people may have it on, at most.'),
  }),
  answers: {
    200: {
      description: 'It is gone.',
      schema: z.object({ people: z.int().describe('Who had it on.') }).meta({ id: 'RemovedTopic' }),
    },
  },
  refusals: ['topic-not-found', 'topic-in-use', 'declared-elsewhere'],
} as const
