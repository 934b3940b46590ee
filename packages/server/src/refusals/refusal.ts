import type { z } from 'zod'

/** One fault of a request: its place, a stable code, and the remedy. */
export interface Fault {
  field: string
  code: string
  message: string
}

/**
 * A request that cannot be served, and that the caller can change. `code` is stable and in
 * assembly/refusal-catalogue.ts; `message` names the fault and never holds a secret.
 */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: string
  readonly faults: readonly Fault[]

  constructor(code: string, message: string, options: { field?: string; faults?: Fault[] } = {}) {
    super(message)
    this.code = code
    this.faults = options.faults ?? (options.field ? [{ field: options.field, code, message }] : [])
  }
}

/** The most faults that are named, and the most characters of a field's name and path: they come from outside. */
export const FAULT_LIMITS = { named: 20, key: 100, path: 200 }
export const FIELD_MISSING = 'is required'
export const FIELD_UNKNOWN = 'is not a field of this request: check its spelling or omit it'

/** Parses outside input, or throws a Refusal that names every wrong field; `whole` names the whole input. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  whole = 'the body',
): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const faults = withoutEchoes(result.error.issues)
    .flatMap((issue) => faultsOf(issue, input))
    .slice(0, FAULT_LIMITS.named)
  const codes = new Set(faults.map((fault) => fault.code))
  const [first] = faults
  if (first && codes.size === 1) {
    throw new Refusal(first.code, `${first.field || whole}: ${first.message}`, { faults })
  }
  const all = faults.map((fault) => `${fault.field || whole}: ${fault.message}`).join('; ')
  throw new Refusal('input-invalid', `${faults.length} things are wrong: ${all}`, { faults })
}

// zod checks the length even of a value of the wrong type: [] for a text was "too small" as well.
function withoutEchoes(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const mistyped = new Set<string>()
  return issues.filter(({ code, path }) => {
    const place = path.join('\0')
    if (mistyped.has(place)) return false
    if (code === 'invalid_type') mistyped.add(place)
    return true
  })
}

function faultsOf(issue: z.core.$ZodIssue, input: unknown): Fault[] {
  const field = cut(issue.path.join('.'), FAULT_LIMITS.path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .map((key) => cut(key, FAULT_LIMITS.key))
      .map((key) => ({
        field: field ? `${field}.${key}` : key,
        code: 'field-unknown',
        message: FIELD_UNKNOWN,
      }))
  }
  // A schema may carry its own stable code: z.string().refine(…, { params: { code: 'audience-invalid' } }).
  if (issue.code === 'custom' && typeof issue.params?.['code'] === 'string') {
    return [{ field, code: issue.params['code'], message: issue.message }]
  }
  if (isMissing(issue.path, input)) {
    return [{ field, code: 'field-missing', message: FIELD_MISSING }]
  }
  return [{ field, code: 'field-invalid', message: issue.message }]
}

// By characters, never through the middle of one.
function cut(text: string, characters: number): string {
  return text.length <= characters ? text : Array.from(text).slice(0, characters).join('')
}

function isMissing(path: PropertyKey[], input: unknown): boolean {
  let value: unknown = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return false
    value = Reflect.get(value, key)
  }
  return path.length > 0 && value === undefined
}
