import type { z } from 'zod'

/** One thing that is wrong with what was asked: where, a stable code, and what to do about it. */
export interface Fault {
  field: string
  code: string
  message: string
}

/**
 * What was asked cannot be done, and the caller can do something about it. `code` is stable and listed in
 * http/problems.ts, which turns it into an answer; `message` says what was wrong and never holds a secret.
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

const FAULTS_NAMED = 20

/** Parses what came from outside, or throws a Refusal that names every field that is wrong. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const faults = result.error.issues
    .flatMap((issue) => faultsOf(issue, input))
    .slice(0, FAULTS_NAMED)
  const codes = new Set(faults.map((fault) => fault.code))
  const [first] = faults
  if (first && codes.size === 1) {
    throw new Refusal(first.code, `${first.field || 'the body'}: ${first.message}`, { faults })
  }
  throw new Refusal('input-invalid', `${faults.length} things are wrong, see errors`, { faults })
}

function faultsOf(issue: z.core.$ZodIssue, input: unknown): Fault[] {
  const field = issue.path.join('.').slice(0, 200)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .map((key) => key.slice(0, 100))
      .map((key) => ({
        field: field ? `${field}.${key}` : key,
        code: 'field-unknown',
        message: 'is not a field of this request: check its spelling or leave it away',
      }))
  }
  // A schema may carry its own stable code: z.string().refine(…, { params: { code: 'audience-invalid' } }).
  if (issue.code === 'custom' && typeof issue.params?.['code'] === 'string') {
    return [{ field, code: issue.params['code'], message: issue.message }]
  }
  if (isMissing(issue.path, input)) {
    return [{ field, code: 'field-missing', message: 'is required' }]
  }
  return [{ field, code: 'field-invalid', message: issue.message }]
}

function isMissing(path: PropertyKey[], input: unknown): boolean {
  let value: unknown = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return false
    value = Reflect.get(value, key)
  }
  return path.length > 0 && value === undefined
}
