import { z } from 'zod'
import { Refusal } from '../refusals/refusal.ts'

const DEFAULT_LIMIT = 50
const LONGEST = 100

/** The parameters of every list: the end of the previous page, and the length of a page. */
export const pageQuery = z.strictObject({
  cursor: z.string().max(200).optional().describe('The value of `next` of the previous page; by default the newest.'),
  limit: z.coerce.number().int().min(1).max(LONGEST).default(DEFAULT_LIMIT).describe('Items of a page, at most.'),
})

export type PageQuery = z.output<typeof pageQuery>

/** A page of a list. `next` is the cursor of the page after it; there is none where it is the last. */
export interface Page<Item> {
  items: Item[]
  next?: string | undefined
}

/** The answer of every list: its items under their own name, and the start of the next page. */
export function pageOf<Name extends string, Item extends z.ZodType>(name: Name, item: Item) {
  const next = z.string().nullable().describe('Give it as `cursor` to get the next page; null: there is none.')
  return z.object({ [name]: z.array(item), next } as Record<Name, z.ZodArray<Item>> & { next: typeof next })
}

/** The numbers that a cursor is made of, or undefined without one; throws Refusal `cursor-invalid`. */
export function readCursor(cursor: string | undefined, parts: number): number[] | undefined {
  if (cursor === undefined) return undefined
  const numbers = cursor.split('.').map((part) => (/^\d{1,15}$/.test(part) ? Number(part) : Number.NaN))
  if (numbers.length === parts && !numbers.some(Number.isNaN)) return numbers
  throw new Refusal('cursor-invalid', 'take the value of next from the previous page, or none', { field: 'cursor' })
}

export function writeCursor(...numbers: number[]): string {
  return numbers.join('.')
}
