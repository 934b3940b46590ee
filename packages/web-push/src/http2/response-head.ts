import { isValidField } from './field-rules.ts'
import type { FieldList } from './hpack/field-list.ts'

/** The head of an answer: header names in lower case, repeated ones joined by commas. */
export interface ResponseHead {
  status: number
  headers: Record<string, string>
}

const STATUS = /^[1-9][0-9]{2}$/

/** Reads the fields of a header block as a response's; undefined when it is malformed (RFC 9113 section 8.1.1). */
export function readResponseHead(fields: FieldList): ResponseHead | undefined {
  const { names, values, length } = fields
  // The only pseudo-header there is in a response, exactly once and before all others (section 8.3.2).
  const status = values[0] ?? ''
  if (length === 0 || names[0] !== ':status' || !STATUS.test(status)) {
    return undefined
  }
  const headers: Record<string, string> = {}
  for (let i = 1; i < length; i++) {
    const [name, value] = [names[i] as string, values[i] as string]
    // A colon is in no valid name.
    if (!isValidField(name, value)) {
      return undefined
    }
    const known: unknown = headers[name]
    // Not the names that every object inherits, such as `constructor`.
    headers[name] = typeof known === 'string' ? `${known}, ${value}` : value
  }
  return { status: Number(status), headers }
}
