import fc, { type Arbitrary } from 'fast-check'
import type { ApiDescription, JsonSchema } from '../../../packages/server/src/http/api-description.ts'

/** A request as a client may send it, with or without knowledge of the description. */
export interface DescribedRequest {
  method: string
  /** As described: `/v1/topics/{id}`. */
  path: string
  /** For the names in the path. */
  params: Readonly<Record<string, Value | undefined>>
  query: Readonly<Record<string, Value | undefined>>
  /** In JSON; text is sent as it is. */
  body: { json: unknown } | { text: string } | undefined
  type: string
  who: 'page' | 'key' | 'other-key' | 'nobody'
}

/** A generated text, or the n-th that the server has answered in such a place. */
export type Value = { text: string } | { known: number }

/**
 * Requests that the description allows, and some that it does not: a value of another kind, a
 * field too many or too few.
 */
export function requestArbitrary({ paths, components }: ApiDescription): Arbitrary<DescribedRequest> {
  const models = components.schemas
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, security }]) => {
      const { schema, example } = requestBody?.content['application/json'] ?? {}
      const ofPlace = (place: string) => parameters.filter((parameter) => parameter.in === place)
      const json = schema && fc.oneof(valueOf(schema, models), ...(example === undefined ? [] : [fc.constant(example)]))
      const text = fc.oneof(fc.string({ maxLength: 50 }), nastyText).map((text) => ({ text: text.toWellFormed() }))
      const known = fc.nat(1000).map((known) => ({ known }))
      const person = security.length > 0 ? 'key' : 'page'
      return fc.record({
        method: fc.constant(method.toUpperCase()),
        path: fc.constant(path),
        params: fc.record(
          Object.fromEntries(
            ofPlace('path').map(({ name, schema }) => [
              name,
              name === 'site'
                ? fc.oneof({ arbitrary: fc.constant({ text: 'default' }), weight: 9 }, text)
                : fc.oneof({ arbitrary: known, weight: 3 }, textOf(schema, models), text),
            ]),
          ),
        ),
        query: fc.record(
          Object.fromEntries(
            ofPlace('query').map(({ name, schema }) => [
              name,
              name === 'site'
                ? mostly(undefined, fc.oneof(text, known))
                : fc.oneof(textOf(schema, models), known, text),
            ]),
          ),
          { requiredKeys: [] },
        ),
        body:
          json === undefined
            ? fc.constant(undefined)
            : fc.oneof(
                {
                  arbitrary: fc
                    .tuple(json, spoiling)
                    .map(([value, spoil]) => ({ json: spoil === undefined ? value : spoilt(value, spoil) })),
                  weight: 9,
                },
                { arbitrary: text, weight: 1 },
              ),
        type: mostly('application/json', fc.constantFrom('text/plain', 'application/merge-patch+json')),
        who: mostly<DescribedRequest['who']>(person, fc.constantFrom('page', 'key', 'other-key', 'nobody')),
      })
    }),
  )
  return fc.oneof(...operations)
}

function mostly<T>(usual: T, other: Arbitrary<T>): Arbitrary<T> {
  return fc.oneof({ arbitrary: fc.constant(usual), weight: 9 }, { arbitrary: other, weight: 1 })
}

type Models = Readonly<Record<string, JsonSchema>>

function textOf(schema: JsonSchema, models: Models): Arbitrary<Value> {
  return valueOf(schema, models).map((value) => ({ text: String(value) }))
}

/** Values that a schema allows, as far as this generator knows its keywords. */
function valueOf(schema: JsonSchema, models: Models): Arbitrary<unknown> {
  const { $ref, anyOf, oneOf, const: only, enum: some } = schema
  if ($ref !== undefined) return valueOf(models[$ref.split('/').at(-1) ?? ''] ?? {}, models)
  if (only !== undefined) return fc.constant(only)
  if (some !== undefined) return fc.constantFrom(...some)
  const either = anyOf ?? oneOf
  if (either !== undefined) return fc.oneof(...either.map((one) => valueOf(one, models)))
  const types = [schema.type ?? 'string'].flat()
  return fc.oneof(...types.map((type) => valueOfType(type, schema, models)))
}

function valueOfType(type: string, schema: JsonSchema, models: Models): Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return objectOf(schema, models)
    case 'array': {
      const { items = {}, minItems = 0, maxItems = minItems + 3 } = schema
      return fc.array(valueOf(items, models), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) })
    }
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? -10, max: schema.maximum ?? 100_000 })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return stringOf(schema)
  }
}

function objectOf({ properties = {}, required = [] }: JsonSchema, models: Models): Arbitrary<object> {
  const fields = Object.entries(properties).map(([name, schema]) => [name, valueOf(schema, models)] as const)
  return fc.record(Object.fromEntries(fields), { requiredKeys: required })
}

function stringOf({ format, pattern, minLength = 0, maxLength = 300 }: JsonSchema): Arbitrary<string> {
  if (format === 'date-time') {
    return fc
      .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString())
  }
  // The patterns of storable texts only exclude, and fast-check supports no lookahead.
  if (pattern !== undefined && !/^\^\[\^|\(\?/.test(pattern)) return fc.stringMatching(new RegExp(pattern, 'u'))
  const addresses = fc.constantFrom('https://example.com/a', '/a', 'mailto:ops@example.com', 'https://example.com')
  return fc.oneof(fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 60) }), addresses)
}

interface Spoiling {
  at: number
  by: unknown
}

// Values that have broken servers before: NUL, half a character, names of prototypes, extreme numbers.
const nastyTexts = ['\0', 'a\0b', '\ud800', '__proto__', '', ' ', 'x'.repeat(5000), '💥'.repeat(300), '\u202e', '\r\n']
const nastyValues = [2 ** 53, -1, 1.5, 1e308, 2 ** 31, null, true, [], {}, [[]], [null], { x: 1 }]
const nasty = fc.constantFrom<unknown>(...nastyTexts, ...nastyValues)
const nastyText = fc.constantFrom(...nastyTexts)
const spoiling: Arbitrary<Spoiling | undefined> = fc.option(
  fc.record({ at: fc.nat(12), by: fc.oneof(nasty, fc.jsonValue({ maxDepth: 2 })) }),
  { nil: undefined, freq: 2 },
)

/** The same document with the n-th of its values (objects and lists count too) replaced, or with one field too many. */
function spoilt(document: unknown, { at, by }: Spoiling): unknown {
  let count = 0
  const walk = (node: unknown): unknown => {
    if (count++ === at) return by
    if (Array.isArray(node)) return node.map(walk)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, walk(inner)]))
  }
  const result = walk(document)
  return at < count || typeof document !== 'object' ? result : { ...document, extra: by }
}
