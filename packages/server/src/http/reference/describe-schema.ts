import type { JsonSchema } from '../api-description.ts'

export interface DescribedField {
  /** `keys.p256dh` for a nested field. */
  path: string
  type: string
  isRequired: boolean
  description: string
  /** The name of its model, to be linked. */
  model?: string
}

const DEEPEST = 3

/** The fields of a schema, nested ones right after their parent; models are named, not unfolded. */
export function fieldsOf(schema: JsonSchema, path = '', depth = 0): DescribedField[] {
  const inner = itemOf(schema)
  if (depth > DEEPEST || inner.$ref !== undefined) return []
  return Object.entries(inner.properties ?? {}).flatMap(([name, field]) => {
    const own = path === '' ? name : `${path}.${name}`
    const model = modelOf(field)
    const described = {
      path: own,
      type: typeOf(field),
      isRequired: inner.required?.includes(name) ?? false,
      description: textOf(field),
      ...(model === undefined ? {} : { model }),
    }
    return [described, ...fieldsOf(field, isList(field) ? `${own}[]` : own, depth + 1)]
  })
}

/** In few words: `integer from 0 to 100`, `list of string`, `"paused" or "sending"`. */
export function typeOf(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return nameOf(schema.$ref)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' or ')
  const several = schema.anyOf ?? schema.oneOf
  if (several !== undefined) return [...new Set(several.map(typeOf))].join(' or ')
  if (schema.allOf !== undefined) return [...new Set(schema.allOf.map(typeOf))].join(' and ')
  const types = [schema.type ?? 'anything'].flat()
  return types.map((type) => bounded(type, schema)).join(' or ')
}

/** The model of a schema, or of its items. */
export function modelOf(schema: JsonSchema): string | undefined {
  const item = itemOf(schema)
  const [ref] = [item.$ref, ...(item.anyOf ?? []).map(({ $ref }) => $ref)].filter((ref) => ref !== undefined)
  return ref === undefined ? undefined : nameOf(ref)
}

function bounded(type: string, schema: JsonSchema): string {
  switch (type) {
    case 'array':
      return `list of ${schema.items ? typeOf(schema.items) : 'anything'}`
    case 'object':
      return schema.additionalProperties && typeof schema.additionalProperties === 'object'
        ? `object of ${typeOf(schema.additionalProperties)}`
        : 'object'
    case 'string':
      return [schema.format ?? 'string', range(schema.minLength, schema.maxLength, ' characters')].join('')
    default:
      return [type, range(schema.minimum, schema.maximum, '')].join('')
  }
}

function range(from: number | undefined, to: number | undefined, unit: string): string {
  if (from === undefined && to === undefined) return ''
  if (to === undefined) return `, at least ${from}${unit}`
  return from === undefined || from === 0 ? `, at most ${to}${unit}` : `, ${from} to ${to}${unit}`
}

function textOf(schema: JsonSchema): string {
  const unless = schema.default === undefined ? '' : `${JSON.stringify(schema.default)} unless told.`
  return [schema.description ?? '', unless].filter(Boolean).join(' ')
}

function itemOf(schema: JsonSchema): JsonSchema {
  return isList(schema) && schema.items ? itemOf(schema.items) : schema
}

function isList(schema: JsonSchema): boolean {
  return schema.type === 'array'
}

function nameOf(ref: string): string {
  return ref.split('/').at(-1) ?? ref
}
