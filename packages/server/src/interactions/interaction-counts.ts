import { z } from 'zod'
import type { Queries } from '../database/database.ts'
import { CODE_OF, placeOfAction } from './kinds.ts'

export const interactionCounts = z
  .object({
    displayed: z.int(),
    clicked: z.int().describe('On the notification itself; presses of its actions are in `actions`.'),
    closed: z.int(),
    irrelevant: z.int().describe('People who have called it irrelevant.'),
    actions: z.record(z.string(), z.int()).describe('By the name of the action.'),
  })
  .meta({ id: 'InteractionCounts', description: 'Browsers that have told of something, each once.' })

export type InteractionCounts = z.output<typeof interactionCounts>

/** A sum as the tables have it. */
export interface CountedKind {
  kind: number
  count: number
}

/** `actions`: the names of the notification's own actions, in their order, as far as they are known. */
export function viewCounts(sums: readonly CountedKind[], actions: readonly string[] = []): InteractionCounts {
  const of = (code: number) => sums.filter(({ kind }) => kind === code).reduce((sum, { count }) => sum + count, 0)
  const pressed: Record<string, number> = {}
  for (const { kind, count } of sums) {
    const place = placeOfAction(kind)
    if (place === undefined) continue
    const name = actions[place] ?? `#${place + 1}`
    pressed[name] = (pressed[name] ?? 0) + count
  }
  return {
    displayed: of(CODE_OF.displayed),
    clicked: of(CODE_OF.clicked),
    closed: of(CODE_OF.closed),
    irrelevant: of(CODE_OF.irrelevant),
    actions: pressed,
  }
}

/** The sums of some notifications, by number. */
export async function countInteractions(
  db: Queries,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, CountedKind[]>> {
  const rows = await db
    .selectFrom('belfry_interaction_counts')
    .select(['notification', 'kind', ({ fn }) => fn.sum<number>('count').as('count')])
    .where('notification', 'in', numbers)
    .groupBy(['notification', 'kind'])
    .execute()
  return Map.groupBy(rows, ({ notification }) => notification)
}
