import { z } from 'zod'

/** A column whose JSON this Belfry cannot read: a newer one may have written it, or something else has. */
export class StoredError extends Error {
  override name = 'StoredError'
  readonly code = 'stored-unreadable'
}

/** A job's payload, read by the worker that does the job. */
export const storedObject = z.looseObject({})

/**
 * Reads JSON that a column holds. Throws StoredError, which names the column and the place in
 * it and none of the content.
 *
 * @example
 * parseStored(z.array(z.string()), row.origins, 'sites.origins')
 */
export function parseStored<Schema extends z.ZodType>(
  schema: Schema,
  stored: string,
  column: string,
): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(stored))
  if (parsed.success) return parsed.data
  const place = parsed.error.issues[0]?.path.join('.')
  throw new StoredError(`${column} holds what this Belfry cannot read${place ? `, at ${place}` : ''}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no schema takes it
  }
}
