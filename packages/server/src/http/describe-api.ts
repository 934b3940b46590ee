import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import type { RefusalKinds } from '../refusals/refusal-kind.ts'
import type { ApiDescription } from './api-description.ts'
import { areaOf, limitOf } from './areas.ts'
import { SHARED_HEADERS, withSharedHeaders } from './describe-headers.ts'
import type { Deprecation } from './deprecation.ts'
import { scopeOf } from './endpoint.ts'
import type { AnswerKind, Endpoint, Operation } from './operation.ts'
import { problemSchema } from './problem-schema.ts'
import type { RouteFile } from './route-file.ts'

const OF_QUERIES = ['field-unknown', 'field-invalid', 'input-invalid']
const OF_BODIES = [
  'json-malformed',
  'field-missing',
  ...OF_QUERIES,
  'body-too-large',
  'body-incomplete',
  'body-consumed',
  'media-type-unsupported',
]
const ANY_TIME = [
  'server-starting',
  'server-busy',
  'server-closing',
  'database-busy',
  'database-not-writable',
  'internal-error',
]

// Of every operation behind a key: routes do not name it themselves.
const SITE = {
  name: 'site',
  in: 'query' as const,
  required: false,
  description: 'The site to act for; that of the API key unless told. Another needs a key whose reach is the server.',
  schema: { type: 'string' as const },
}

const INTRODUCTION = `What servers, pages and operators ask of Belfry.

Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`. Lists are answered in pages, the newest
first: give \`next\` of one page as \`cursor\` to get the following one. Times are ISO 8601, in UTC.`

/** Describes the API in OpenAPI 3.1, from what the routes check and answer. */
export function describeApi(files: readonly RouteFile[], refusals: RefusalKinds): ApiDescription {
  const tags = new Map(files.map(({ tag }) => [tag.name, tag]))
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: { title: 'Belfry', version: '1', description: INTRODUCTION, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/' }],
      tags: [...tags.values()],
      paths: pathsOf(files, refusals),
      // Requests that Belfry makes to others are described here as soon as there are any.
      webhooks: {},
      components: {
        schemas: { Problem: problemSchema, ...eventSchemas(files) },
        headers: SHARED_HEADERS,
        securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the site.' } },
      },
    },
    { override: tidy },
  )
  return document as unknown as ApiDescription
}

function tidy({ jsonSchema, io }: { jsonSchema: object; io: 'input' | 'output' }): void {
  const schema = jsonSchema as Record<string, unknown>
  // A client must bear a field that a later version adds to an answer.
  if (io === 'output' && schema['additionalProperties'] === false) delete schema['additionalProperties']
  // The type says this already.
  if (schema['format'] === 'date-time') delete schema['pattern']
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum']
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum']
}

function pathsOf(files: readonly RouteFile[], refusals: RefusalKinds): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const { tag, addresses } of files) {
    for (const [pattern, endpoints] of Object.entries(addresses)) {
      const path = pattern.replaceAll(/:(\w+)(\{[^/]*\})?/g, '{$1}')
      paths[path] ??= {}
      for (const [method, endpoint] of Object.entries<Endpoint>(endpoints)) {
        const described = describeOperation(endpoint.operation, { pattern, method, refusals })
        paths[path][method.toLowerCase()] = { ...described, tags: [tag.name] }
      }
    }
  }
  return paths
}

interface Place {
  pattern: string
  method: string
  refusals: RefusalKinds
}

function describeOperation(operation: Operation, place: Place): ZodOpenApiOperationObject {
  const { id, summary, description, deprecated, params, query, headers, body, example, answers } = operation
  const asksForKey = areaOf(place.pattern).isBehindKey && !operation.isOpen
  return {
    operationId: id,
    summary,
    ...describeAtLength(description, deprecated),
    security: asksForKey ? [{ apiKey: [scopeOf(operation, place.method)] }] : [],
    ...(asksForKey && { parameters: [SITE] }),
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
      ...(headers && { header: headers }),
    },
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: body, ...(example && { example }) } } },
    }),
    responses: withSharedHeaders(
      { ...mapValues(answers, describeAnswer), ...problemsOf(operation, place) },
      operation,
      place.method !== 'GET' && limitOf(place.pattern, operation) === 'pages' && place.method !== 'DELETE',
    ),
  }
}

function describeAtLength(description: string | undefined, deprecated: Deprecation | undefined): object {
  if (deprecated === undefined) return description === undefined ? {} : { description }
  const { since, sunset, instead } = deprecated
  const end = sunset === undefined ? '' : `, ends after ${sunset.slice(0, 10)}`
  const parts = [`Deprecated since ${since.slice(0, 10)}${end}: ${instead}`, ...(description ? [description] : [])]
  return { deprecated: true, description: parts.join('\n\n') }
}

function describeAnswer({ description, schema, type, events, headers }: AnswerKind): ZodOpenApiResponsesObject['200'] {
  return {
    description,
    ...(schema && { content: { 'application/json': { schema } } }),
    ...(type && { content: contentOf(type, events === undefined ? z.string() : eventsOf(events)) }),
    ...(headers && {
      headers: mapValues(headers, (description) => ({ description, schema: { type: 'string' as const } })),
    }),
  }
}

function contentOf(types: string | readonly string[], schema: z.ZodType) {
  return Object.fromEntries([types].flat().map((type) => [type, { schema }]))
}

// A media type that repeats has no schema of its own before OpenAPI 3.2 (`itemSchema`).
function eventsOf(events: z.ZodType): z.ZodType {
  const contentSchema = { $ref: `#/components/schemas/${events.meta()?.id}` }
  return z.string().meta({ contentMediaType: 'application/json', contentSchema, description: 'The data of an event.' })
}

function eventSchemas(files: readonly RouteFile[]): Record<string, z.ZodType> {
  const endpoints = files.flatMap(({ addresses }) => Object.values(addresses).flatMap((at) => Object.values(at)))
  const answers = endpoints.flatMap(({ operation }) => Object.values(operation.answers))
  return Object.fromEntries(answers.flatMap(({ events }) => (events ? [[String(events.meta()?.id), events]] : [])))
}

function codesOf(operation: Operation, { pattern, method }: Place): Set<string> {
  const area = areaOf(pattern)
  const limit = limitOf(pattern, operation)
  // Leaving is never refused.
  const isLimited = limit === 'visitors' || (limit === 'pages' && method !== 'DELETE')
  return new Set([
    ...(operation.isOpen ? [] : area.refusals),
    ...(method === 'GET' ? [] : area.refusalsOfWrites),
    ...(isLimited ? ['rate-limited'] : []),
    ...(operation.params ? ['route-unknown'] : []),
    ...(operation.query ? OF_QUERIES : []),
    ...(operation.body ? OF_BODIES : []),
    ...(operation.refusals ?? []),
    ...ANY_TIME,
  ])
}

function problemsOf(operation: Operation, place: Place): ZodOpenApiResponsesObject {
  const { refusals } = place
  const byStatus = Map.groupBy(codesOf(operation, place), (code) => refusals[code]?.status ?? 0)
  const described = [...byStatus].map(([status, codes]) => {
    const known = operation.answers[status]?.schema
    const narrowed = { type: 'object' as const, properties: { code: { enum: codes } }, required: ['code'] }
    const problem = { allOf: [{ $ref: '#/components/schemas/Problem' }, narrowed] }
    const content = {
      'application/problem+json': { schema: problem },
      ...(known && { 'application/json': { schema: known } }),
    }
    const titles = codes.map((code) => `\`${code}\`: ${refusals[code]?.title}`)
    return [String(status), { description: titles.join('\n\n'), content }] as const
  })
  return Object.fromEntries(described) as ZodOpenApiResponsesObject
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
