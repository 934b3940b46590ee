import { z } from 'zod'
import type { AudienceKind } from './audience-kind.ts'

const ACTIVE = {
  from: 'belfry.subscriptions s',
  where: "s.site_id = :site and s.status = 'active'",
  subscriber: 's.subscriber_id',
}

/** Everybody who is subscribed. */
export const all: AudienceKind<true> = {
  value: z.literal(true),
  isPersonal: false,
  names: () => [],
  parameter: () => null,
  batches: {
    by: 'range',
    page: `
      select max(subscriber_id) as last, count(*) as subscriptions
      from (select subscriber_id from belfry.subscriptions
            where site_id = :site and status = 'active' and subscriber_id > :after
            order by subscriber_id limit :limit) page`,
    people: ACTIVE,
    members: ACTIVE,
  },
  stillIn: 'true',
}
