export type Kind =
  | 'string'
  | 'boolean'
  | 'function'
  | 'strings'
  /** an object of HTTP headers */
  | 'headers'
  /** anything but null and undefined, where no further check is possible */
  | 'object'
  /** a P-256 point as base64url */
  | 'public-key'
  | readonly (string | number)[]
  /** an integer, or with `fraction` any number, between two */
  | { readonly from: number; readonly to: number; readonly fraction?: boolean }

/** The kinds of an object's fields. */
export type Fields = Readonly<Record<string, Kind>>
export type FieldsOf<Shape> = Readonly<Record<keyof Shape & string, Kind>>

/**
 * Checks an argument of a caller in JavaScript, whom no type stops: a value of a kind, or an object that has only the
 * named fields. Throws a TypeError that names the argument and the expected kind.
 */
export function checkArgument(
  name: string,
  value: unknown,
  wanted: { kind: Kind; words?: string } | { fields: Fields },
): void {
  if ('kind' in wanted) {
    if (!isOf(wanted.kind, value)) throw wrongArgument(`${name} must be ${wanted.words ?? wordsFor(wanted.kind)}`)
    return
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongArgument(`${name} must be an object with ${Object.keys(wanted.fields).join(', ')}`)
  }
  const given = Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined))
  const fault = faultIn(given, wanted.fields)
  if (fault) throw wrongArgument(`${name}: ${fault.message}`)
}

/** The fault of an object that may have only the named fields. */
export function faultIn(
  value: Record<string, unknown>,
  fields: Fields,
): { code: 'field-unknown' | 'field-invalid'; message: string } | undefined {
  for (const [name, given] of Object.entries(value)) {
    const kind = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (kind === undefined) {
      const known = Object.keys(fields).join(', ')
      return { code: 'field-unknown', message: `there is no field ${name}; known: ${known}` }
    }
    if (!isOf(kind, given)) return { code: 'field-invalid', message: `${name} must be ${wordsFor(kind)}` }
  }
  return undefined
}

function wrongArgument(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' })
}

function isOf(kind: Kind, value: unknown): boolean {
  if (kind === 'string') return typeof value === 'string' && value.length <= 4096
  if (kind === 'strings') return Array.isArray(value) && value.every((one) => typeof one === 'string')
  if (kind === 'boolean' || kind === 'function') return typeof value === kind
  if (kind === 'object') return typeof value === 'object' && value !== null
  if (kind === 'headers') return isHeaders(value)
  if (kind === 'public-key') return typeof value === 'string' && isPublicKey(value)
  if ('from' in kind) {
    if (typeof value !== 'number' || !(value >= kind.from && value <= kind.to)) return false
    return kind.fraction === true || Number.isSafeInteger(value)
  }
  return kind.includes(value as string)
}

function isHeaders(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(
    ([name, text]) => /^[\w-]+$/.test(name) && typeof text === 'string' && /^[\x20-\x7e]*$/.test(text),
  )
}

// As pushManager.subscribe() has it: 65 bytes that begin with 4, the mark of an uncompressed point.
function isPublicKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64url')
  return /^[\w-]{87}=?$/.test(text) && bytes.length === 65 && bytes[0] === 4
}

function wordsFor(kind: Kind): string {
  if (kind === 'string') return 'a text of at most 4096 characters'
  if (kind === 'boolean') return 'true or false'
  if (kind === 'function') return 'a function'
  if (kind === 'strings') return 'a list of texts'
  if (kind === 'object') return 'an object'
  if (kind === 'headers') return 'an object of header names and values'
  if (kind === 'public-key') return 'a public VAPID key: 65 bytes as base64url'
  if ('from' in kind) return `a number from ${String(kind.from)} to ${String(kind.to)}`
  return `one of ${kind.join(', ')}`
}
