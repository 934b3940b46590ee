import { z } from 'zod'
import type { Queries } from '../database/database.ts'
import { parseStored } from '../database/stored-json.ts'
import type { Consent } from './answer-schema.ts'

const topicIds = z.array(z.string())

/** A person's consents and withdrawals, the newest first. */
export async function listConsents(db: Queries, subscriberId: number): Promise<Consent[]> {
  const rows = await db
    .selectFrom('belfry_consents as c')
    .leftJoin('belfry_subscriptions as s', 's.id', 'c.subscription')
    .select(['c.kind', 'c.at', 'c.origin', 'c.path', 'c.wording', 'c.topics', 's.endpoint_hash'])
    .where('c.subscriber_id', '=', subscriberId)
    .orderBy('c.id', 'desc')
    .execute()
  return rows.map(({ endpoint_hash: hash, topics, at, ...row }) => ({
    ...row,
    at: new Date(at).toISOString(),
    subscription: hash === null ? null : Buffer.from(hash).toString('base64url'),
    topics: parseStored(topicIds, topics, 'consents.topics'),
  }))
}
