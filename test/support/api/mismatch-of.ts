import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type {
  ApiDescription,
  DescribedContent,
  DescribedOperation,
  JsonSchema,
} from '../../../packages/server/src/http/api-description.ts'
import type { PublishedAnswer } from '../../../packages/server/src/http/publish-answer.ts'

const file = new URL('../../../docs/reference/openapi.json', import.meta.url)
// References lead to one schema of all components: each is compiled once, and not for every answer that has it.
const COMPONENTS = 'belfry:components'
const text = readFileSync(file, 'utf8').replaceAll('"#/components/schemas/', `"${COMPONENTS}#/schemas/`)
const api = JSON.parse(text) as ApiDescription
const PROBLEM = 'application/problem+json'
const ANY_PROBLEM: DescribedContent = { schema: { $ref: `${COMPONENTS}#/schemas/Problem` } }

/** The difference between an answer and the description of the API, in a sentence; undefined when there is none. */
export async function mismatchOf({ method, route, response }: PublishedAnswer): Promise<string | undefined> {
  const path = route.replaceAll(/:(\w+)(\{[^/]*\})?/g, '{$1}')
  const operation = api.paths[path]?.[(method === 'HEAD' ? 'GET' : method).toLowerCase()]
  const found =
    operation === undefined ? await faultOfOther(method, response) : await faultOf(operation, method, response)
  return found === undefined
    ? undefined
    : `${method} ${route} answered ${response.status} and not as described: ${found}`
}

async function faultOf(operation: DescribedOperation, method: string, response: Response): Promise<string | undefined> {
  const described = operation.responses[response.status]
  if (described === undefined) return `the status is not described; ${await response.text()}`
  const { content = {} } = described
  const type = typeOf(response)
  const text = await response.text()
  if (method === 'HEAD') return undefined
  if (Object.keys(content).length === 0) return text === '' ? undefined : `it has a body: ${text.slice(0, 200)}`
  const kind = content[type]
  if (kind === undefined) return `it is ${type}, not ${Object.keys(content).join(' or ')}: ${text.slice(0, 200)}`
  return type.endsWith('json') ? faultOfBody(kind, text) : undefined
}

// A request that is no operation is refused, or is a preflight.
async function faultOfOther(method: string, response: Response): Promise<string | undefined> {
  const text = await response.text()
  if (method === 'OPTIONS' && response.status === 204) return text === '' ? undefined : 'it has a body'
  if (response.status < 400) return 'there is no such operation'
  if (method === 'HEAD') return undefined
  if (typeOf(response) !== PROBLEM) return `it is ${typeOf(response)}, not ${PROBLEM}`
  return faultOfBody(ANY_PROBLEM, text)
}

function typeOf(response: Response): string {
  return response.headers.get('content-type')?.split(';')[0]?.trim() ?? 'of no type'
}

interface Validate {
  (body: unknown): boolean
  errors?: readonly { instancePath: string; message?: string; params: object }[] | null
}

interface Ajv {
  addSchema(schema: object): void
  compile(schema: object): Validate
}

const validators = new Map<JsonSchema, Validate>()
let ajv: Ajv | undefined

function faultOfBody({ schema }: DescribedContent, text: string): string | undefined {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return `it is not JSON: ${text.slice(0, 200)}`
  }
  const validate = validators.get(schema) ?? validatorOf(schema)
  validators.set(schema, validate)
  if (validate(body)) return undefined
  const faults = validate.errors?.map(({ instancePath, message, params }) => {
    return `${instancePath || 'it'} ${message ?? ''} ${JSON.stringify(params)}`
  })
  return `${faults?.join('; ')}: ${text.slice(0, 500)}`
}

function validatorOf(schema: JsonSchema): Validate {
  return (ajv ??= validator()).compile(closed(schema))
}

/** Without the tolerance for new fields that clients need: every answered field has to be described. */
function closed(schema: JsonSchema): JsonSchema {
  const { properties, items, additionalProperties: more, anyOf, oneOf } = schema
  return {
    ...schema,
    ...(properties && { properties: mapValues(properties, closed) }),
    ...(properties && more === undefined && { additionalProperties: false }),
    ...(typeof more === 'object' && { additionalProperties: closed(more) }),
    ...(items && { items: closed(items) }),
    ...(anyOf && { anyOf: anyOf.map(closed) }),
    ...(oneOf && { oneOf: oneOf.map(closed) }),
  }
}

function mapValues<From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}

// The validator of the package that checks the description itself: the root's version belongs to another dependency.
function validator(): Ajv {
  const load = createRequire(createRequire(import.meta.url).resolve('@seriousme/openapi-schema-validator'))
  const { Ajv2020 } = load('ajv/dist/2020.js') as { Ajv2020: new (options: object) => Ajv }
  const { default: addFormats } = load('ajv-formats') as { default: (ajv: Ajv) => void }
  // Each process compiles the schemas of some answers for a few bodies: that costs more than the checking. Whether they
  // are schemas is found where the description is checked.
  const less = { validateSchema: false, inlineRefs: false, code: { optimize: false } }
  const made = new Ajv2020({ allErrors: true, strict: false, ...less })
  addFormats(made)
  made.addSchema({ $id: COMPONENTS, schemas: mapValues(api.components.schemas, closed) })
  return made
}
