import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'

/**
 * The fields of a submitted form; a file in it reads as an empty text.
 *
 * @throws HTTPException 400 when the body is no form.
 */
export async function readForm(c: Context): Promise<Partial<Record<string, string>>> {
  try {
    const fields = Object.entries(await c.req.parseBody())
    return Object.fromEntries(fields.map(([name, value]) => [name, typeof value === 'string' ? value : '']))
  } catch (cause) {
    throw new HTTPException(400, { cause })
  }
}
