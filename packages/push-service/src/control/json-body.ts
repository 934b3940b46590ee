import type { IncomingMessage } from 'node:http'

const maxBytes = 64 * 1024

/** A request that the control API cannot follow; its message is the answer. */
export class ControlRequestError extends Error {
  override readonly name = 'ControlRequestError'
  readonly code: string
  readonly status: number

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** Reads a JSON object of at most 64 kB; an empty body is {}. Throws ControlRequestError. */
export async function readJsonObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > maxBytes)
      throw new ControlRequestError(413, 'body-too-large', 'the body is larger than 64 kB')
    parts.push(part)
  }
  if (length === 0) return {}
  let value: unknown
  try {
    value = JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    throw new ControlRequestError(400, 'body-not-json', 'the body is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ControlRequestError(400, 'body-not-object', 'the body is not a JSON object')
  return value as Record<string, unknown>
}

export type Kind =
  | 'string'
  | 'boolean'
  /** an object of HTTP headers */
  | 'headers'
  | readonly (string | number)[]
  /** an integer, or with `fraction` any number, between two */
  | { readonly from: number; readonly to: number; readonly fraction?: boolean }

/**
 * Checks that an object has only the named fields, each of its kind (or one of the listed
 * values). Throws ControlRequestError naming the field.
 */
export function checkFields<Shape>(
  value: Record<string, unknown>,
  fields: Readonly<Record<keyof Shape & string, Kind>>,
): Shape {
  for (const [name, given] of Object.entries(value)) {
    const kind = Object.hasOwn(fields, name) ? fields[name as keyof typeof fields] : undefined
    if (kind === undefined) {
      const known = Object.keys(fields).join(', ')
      throw new ControlRequestError(
        400,
        'field-unknown',
        `there is no field ${name}; known: ${known}`,
      )
    }
    if (!isOf(kind, given))
      throw new ControlRequestError(400, 'field-invalid', `${name} must be ${wordsFor(kind)}`)
  }
  return value as Shape
}

function isOf(kind: Kind, value: unknown): boolean {
  if (kind === 'string') return typeof value === 'string' && value.length <= 4096
  if (kind === 'boolean') return typeof value === 'boolean'
  if (kind === 'headers') return isHeaders(value)
  if ('from' in kind) {
    if (typeof value !== 'number' || value < kind.from || value > kind.to) return false
    return kind.fraction === true || Number.isSafeInteger(value)
  }
  return kind.includes(value as string)
}

function isHeaders(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(
    ([name, text]) =>
      /^[\w-]+$/.test(name) && typeof text === 'string' && /^[\x20-\x7e]*$/.test(text),
  )
}

function wordsFor(kind: Kind): string {
  if (kind === 'string') return 'a text of at most 4096 characters'
  if (kind === 'boolean') return 'true or false'
  if (kind === 'headers') return 'an object of header names and values'
  if ('from' in kind) return `a number from ${String(kind.from)} to ${String(kind.to)}`
  return `one of ${kind.join(', ')}`
}
