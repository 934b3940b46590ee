import type { IncomingMessage } from 'node:http'
import { faultIn, type FieldsOf } from '../arguments/check-argument.ts'

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
    if (length > maxBytes) throw new ControlRequestError(413, 'body-too-large', 'the body is larger than 64 kB')
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

/** Checks that an object has only the named fields, each of its kind. Throws ControlRequestError naming the field. */
export function checkFields<Shape>(value: Record<string, unknown>, fields: FieldsOf<Shape>): Shape {
  const fault = faultIn(value, fields)
  if (fault) throw new ControlRequestError(400, fault.code, fault.message)
  return value as Shape
}
