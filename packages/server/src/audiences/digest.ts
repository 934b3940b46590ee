import { z } from 'zod'
import { activeOf, type AudienceKind } from './audience-kind.ts'

/** Those for whom something waits that comes as one message a day; no request can name them. */
export const digest: AudienceKind<string> = {
  value: z.uuid(),
  isPersonal: false,
  names: () => [],
  parameter: (id) => id,
  batches: {
    by: 'subscriber',
    page: `
      select page.id, (${activeOf('page.id')}) as subscriptions
      from (select distinct subscriber_id as id from belfry.digest_items
            where digest = :value and subscriber_id > :after
            order by subscriber_id limit :limit) page
      order by page.id`,
  },
  stillIn: `exists (
    select 1 from belfry.digest_items i where i.digest = :value and i.subscriber_id = s.subscriber_id)`,
}
