import { z } from 'zod'
import type * as core from 'zod/v4/core'
import { PERSONAL_KINDS } from '../audiences/audience.ts'
import { STORABLE_TEXT } from '../database/storable-text.ts'
import { FAULT_LIMITS, FIELD_MISSING, FIELD_UNKNOWN } from '../refusals/refusal.ts'
import { HIDDEN_WHEN_GENERIC, inPayload, MAX_PAYLOAD_BYTES, type PayloadPart } from './payload-limits.ts'
import { REFUSAL_WORDS } from './refusal-words.ts'
import { idempotencyKeySchema, notificationSchema } from './schema.ts'

/**
 * The rules of a value: the keywords of JSON Schema, the message for a violation of each, trimming and defaults, and
 * the place in the payload. Only rules that belfry.faults_of() reads in SQL.
 */
export interface Rule extends PayloadPart {
  name?: string
  type: 'string' | 'integer' | 'boolean' | 'array' | 'object'
  /** Messages that differ from zod's own. */
  words?: Record<string, string>
  enum?: unknown[]
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Rule
  /** In the order in which they are checked, which an object in PostgreSQL does not keep. */
  fields?: Rule[]
  required?: true
  default?: unknown
  defaults?: Record<string, unknown>
  /** The code of the fault when not exactly one of the fields is given. */
  exactlyOne?: string
  trimmed?: true
  /** Something in it is trimmed or filled in. */
  altered?: true
  /** Something in it is an address. */
  linked?: true
}

/** Everything that belfry.notify() needs to check a request as the API does. */
export function notificationRules(): object {
  return {
    request: ruleOf(notificationSchema),
    idempotencyKey: ruleOf(idempotencyKeySchema),
    faults: faultWords(),
    refusals: REFUSAL_WORDS,
    limits: FAULT_LIMITS,
    personal: PERSONAL_KINDS,
    // The size of a payload besides its texts: 407 bytes with each field and 64 characters of a site's id; an action,
    // 48.
    payload: { most: MAX_PAYLOAD_BYTES, frame: 420, objectFrame: 80, hidden: HIDDEN_WHEN_GENERIC },
  }
}

type JsonSchema = core.JSONSchema.BaseSchema & Pick<Rule, 'exactlyOne' | 'trimmed' | 'words'>
type CheckDef = core.$ZodCheckDef | core.$ZodCustomDef | core.$ZodCheckOverwriteDef

/** Throws for a schema that SQL cannot check, so that no rule is silently omitted there. */
export function ruleOf(schema: core.$ZodType): Rule {
  return readSchema(z.toJSONSchema(schema, { io: 'input', override: addWhatItCannotSay }))
}

function addWhatItCannotSay({ zodSchema, jsonSchema }: { zodSchema: core.$ZodTypes; jsonSchema: JsonSchema }): void {
  Object.assign(jsonSchema, inPayload.get(zodSchema))
  for (const { _zod } of zodSchema._zod.def.checks ?? []) addCheck(_zod.def, jsonSchema)
}

function addCheck(check: CheckDef, schema: JsonSchema): void {
  if (check.check === 'overwrite') {
    if (!('tx' in check) || check.tx(' x ') !== 'x') throw unread('a text that is changed by anything but trim()')
    schema.trimmed = true
  } else if (check.check === 'custom') {
    const params = 'params' in check ? check.params : undefined
    if (params?.['exactlyOne'] !== true) throw unread('a refinement but for exactlyOne')
    schema.exactlyOne = String(params['code'])
    schema.words = { ...schema.words, exactlyOne: ownWords(check) }
  } else if (check.check === 'string_format') {
    schema.words = { ...schema.words, pattern: ownWords(check) }
  }
}

function ownWords({ error }: CheckDef): string {
  const say = error as core.$ZodErrorMap | undefined
  return textOf(say?.({ code: 'custom', input: undefined, path: [] }))
}

function readSchema(schema: JsonSchema): Rule {
  const { $schema: _, type, properties, required = [], additionalProperties, items, const: only, ...kept } = schema
  const strange = Object.keys(kept).filter((keyword) => !KEYWORDS.has(keyword))
  if (strange.length > 0 || !TYPES.has(type)) throw unread([type, ...strange].join(', '))
  const rule = { type, ...kept } as Rule
  if (only !== undefined) rule.enum = [only]
  if (rule.enum !== undefined) rule.words = { enum: say({ code: 'invalid_value', values: rule.enum }) }
  if (kept.pattern === STORABLE_TEXT.source) {
    // jsonb cannot hold a violation of it.
    delete rule.pattern
    delete rule.words
  } else if (kept.pattern !== undefined && /[\\?]/.test(kept.pattern)) throw unread(`the pattern ${kept.pattern}`)
  if (items !== undefined) rule.items = readSchema(items as JsonSchema)
  if (type === 'object') {
    if (additionalProperties !== false) throw unread('an object of any fields')
    rule.fields = Object.entries(properties ?? {}).map(([name, inner]) => ({
      name,
      ...(required.includes(name) ? { required: true } : {}),
      ...readSchema(inner as JsonSchema),
    }))
    rule.defaults = Object.fromEntries(
      rule.fields.filter((field) => 'default' in field).map((field) => [field.name, field.default]),
    )
  }
  const inner = [...(rule.fields ?? []), ...(rule.items ? [rule.items] : [])]
  if (rule.trimmed || !isEmpty(rule.defaults) || inner.some(({ altered }) => altered)) rule.altered = true
  if (rule.link || inner.some(({ linked }) => linked)) rule.linked = true
  return rule
}

const TYPES: ReadonlySet<unknown> = new Set(['string', 'integer', 'boolean', 'array', 'object'])
const KEYWORDS: ReadonlySet<string> = new Set(
  [
    ['enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'default'],
    ['exactlyOne', 'trimmed', 'words', 'link', 'cutAt', 'counts'],
  ].flat(),
)

/** zod's own messages for a violated keyword; `%s` is the limit, or the type that came instead. */
function faultWords(): Record<string, string> {
  return {
    'string.type': wrongType('string'),
    'string.minLength': beyond('too_small', 'string'),
    'string.maxLength': beyond('too_big', 'string'),
    'integer.type': wrongType('number'),
    'integer.whole': say({ code: 'invalid_type', expected: 'int', input: 0.5 }),
    'integer.safeMinimum': beyond('too_small', 'int'),
    'integer.safeMaximum': beyond('too_big', 'int'),
    'integer.minimum': beyond('too_small', 'number'),
    'integer.maximum': beyond('too_big', 'number'),
    'boolean.type': wrongType('boolean'),
    'array.type': wrongType('array'),
    'array.minItems': beyond('too_small', 'array'),
    'array.maxItems': beyond('too_big', 'array'),
    'object.type': wrongType('object'),
    'object.missing': FIELD_MISSING,
    'object.unknown': FIELD_UNKNOWN,
  }
}

function wrongType(expected: string): string {
  return say({ code: 'invalid_type', expected, input: undefined }).replace('undefined', '%s')
}

function beyond(code: 'too_small' | 'too_big', origin: string): string {
  const limit = 1_234_567
  return say({ code, origin, minimum: limit, maximum: limit, inclusive: true }).replace(String(limit), '%s')
}

function say(issue: object): string {
  return textOf(z.config().localeError?.(issue as core.$ZodRawIssue))
}

function textOf(words: ReturnType<core.$ZodErrorMap>): string {
  return (typeof words === 'string' ? words : words?.message) ?? ''
}

function isEmpty(object: object | undefined): boolean {
  return Object.keys(object ?? {}).length === 0
}

function unread(what: string): Error {
  return new Error(`belfry.notify() in SQL cannot read ${what}: teach it to belfry.faults_of() in a migration`)
}
