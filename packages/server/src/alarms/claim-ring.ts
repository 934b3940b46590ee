import type { Database } from '../database/database.ts'

const DAY_MS = 86_400_000
const KEPT_MS = 30 * DAY_MS
/** Where everything fails at once, more would tell nobody more. */
const CAUSES_A_DAY = 10
const LONGEST_CAUSE = 300

/** Whether operators are to be told of a cause now; then it is noted that they were. One process gets a yes. */
export async function claimRing(
  { transaction }: Pick<Database, 'transaction'>,
  cause: string,
  at: number,
): Promise<boolean> {
  return transaction(async (tx) => {
    const told = await tx
      .insertInto('belfry_alarm_rings')
      .values({ cause: cause.slice(0, LONGEST_CAUSE), rung_at: at })
      .onConflict((conflict) =>
        conflict
          .column('cause')
          .doUpdateSet({ rung_at: at })
          .where('belfry_alarm_rings.rung_at', '<=', at - DAY_MS),
      )
      .returning('cause')
      .execute()
    if (told.length === 0) return false
    const { count } = await tx
      .selectFrom('belfry_alarm_rings')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('rung_at', '>', at - DAY_MS)
      .executeTakeFirstOrThrow()
    await tx
      .deleteFrom('belfry_alarm_rings')
      .where('rung_at', '<', at - KEPT_MS)
      .execute()
    return count <= CAUSES_A_DAY
  })
}
