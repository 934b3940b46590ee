import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { readFunnel } from '../funnel/funnel-store.ts'
import { CODE_OF } from '../interactions/kinds.ts'
import { deviceCodes } from '../subscriptions/device.ts'
import { CLEAN_DAYS, judgeReputation, type ReputationFigures } from './judge-reputation.ts'
import { CHOICE_KINDS, GROWTH_KINDS, OUTCOME_KINDS, PRESSED } from './rollup/kinds.ts'

/** The days that are judged, today included. */
export const JUDGED_DAYS = 28

const DAY_MS = 86_400_000
const OPT_OUTS = [CHOICE_KINDS.off, CHOICE_KINDS.muted, GROWTH_KINDS.unsubscribed]
const CLICKS = [CODE_OF.clicked, PRESSED]
const KINDS = [OUTCOME_KINDS.accepted, CODE_OF.irrelevant, ...CLICKS, ...OPT_OUTS]

const SUMS = statement(`
  select kind, sum(count)::bigint as count from belfry.stats_hours
  where site_id = :site and kind = any(:kinds::smallint[]) and hour >= :from group by kind`)
const THROTTLED = statement(`
  select day, sum(count)::bigint as count from belfry.stats_days
  where site_id = :site and kind = :kind and day >= :from and device = any(:devices::smallint[]) group by day`)
const PEAK = statement(`
  select max(count)::bigint as peak from (
    select sum(r.count) as count
    from belfry.notifications n join belfry.delivery_rates r on r.notification = n.number
    where n.site_id = :site and n.created_at >= :from
    group by r.at - r.at % 60000) minutes`)

/** How browsers are likely to see a site, and why. */
export async function readReputation(database: Pick<Database, 'read'>, site: string, now: number) {
  const today = Math.floor(now / DAY_MS)
  const since = today - JUDGED_DAYS + 1
  const rows = await database.read<{ kind: number; count: number }>(SUMS, { site, kinds: KINDS, from: since * 24 })
  const of = (...kinds: readonly number[]) =>
    rows.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { count }) => sum + count, 0)
  const asked = await readFunnel(database, site, { since })
  const steps = (wanted: string) =>
    asked.filter(({ step }) => step === wanted).reduce((sum, { count }) => sum + count, 0)
  const putOff = await database.read<{ count: number }>(THROTTLED, {
    site,
    kind: OUTCOME_KINDS.throttled,
    from: today - CLEAN_DAYS + 1,
    devices: deviceCodes({ service: 'fcm' }),
  })
  const [{ peak } = { peak: null }] = await database.read<{ peak: number | null }>(PEAK, { site, from: since * DAY_MS })
  const figures: ReputationFigures = {
    prompts: steps('shown'),
    nativeYes: steps('native-yes'),
    accepted: of(OUTCOME_KINDS.accepted),
    clicked: of(...CLICKS),
    irrelevant: of(CODE_OF.irrelevant),
    optOuts: of(...OPT_OUTS),
    throttled: putOff.reduce((sum, { count }) => sum + count, 0),
    throttledDays: putOff.length,
    peakPerMinute: peak ?? 0,
  }
  return { days: JUDGED_DAYS, figures, ...judgeReputation(figures) }
}
