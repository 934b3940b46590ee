import { z } from 'zod'
import type { AudienceKind } from './audience-kind.ts'

const ACTIVE = {
  from: 'belfry.subscriptions s',
  where: "s.site_id = :site and s.endpoint_hash = :value and s.status = 'active'",
  subscriber: 's.subscriber_id',
}

/** One browser, whoever uses it: for trying it out. */
export const subscription: AudienceKind<string> = {
  value: z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'must be the id of a subscription, as the API shows it'),
  isPersonal: true,
  names: () => [],
  parameter: (id) => Buffer.from(id, 'base64url'),
  batches: {
    by: 'range',
    page: `
      select max(subscriber_id) as last, count(*) as subscriptions
      from (select subscriber_id from belfry.subscriptions
            where site_id = :site and endpoint_hash = :value and status = 'active' and subscriber_id > :after
            limit :limit) page`,
    people: ACTIVE,
    members: ACTIVE,
  },
  stillIn: 's.endpoint_hash = :value',
}
