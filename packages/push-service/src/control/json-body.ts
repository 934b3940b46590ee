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
  'string' | 'boolean' | 'integer' | 'number' | 'strings' | readonly (string | number)[]

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
    if (!isOf(kind, given)) {
      const expected = typeof kind === 'string' ? kind : kind.join(', ')
      throw new ControlRequestError(400, 'field-invalid', `${name} must be: ${expected}`)
    }
  }
  return value as Shape
}

function isOf(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'string':
      return typeof value === 'string' && value.length <= 4096
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
      return Number.isSafeInteger(value) && (value as number) >= 0
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0
    case 'strings':
      return (
        typeof value === 'object' &&
        value !== null &&
        Object.entries(value).every(
          ([name, text]) => /^[\w-]+$/.test(name) && typeof text === 'string',
        )
      )
    default:
      return kind.includes(value as string)
  }
}
