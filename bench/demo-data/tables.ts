import type { Columns } from './write-rows.ts'

const int = 'bigint'
const small = 'smallint'

/** The tables that are filled, with their columns in the order of the rows. */
export const TABLES = {
  'belfry.subscribers': {
    id: int,
    site_id: 'text',
    external_id: 'text',
    locale: 'text',
    time_zone: 'text',
    created_at: int,
    last_seen_at: int,
  },
  'belfry.preferences': { site_id: 'text', topic_id: 'text', subscriber_id: int, enabled: small, changed_at: int },
  'belfry.delivery_preferences': {
    subscriber_id: int,
    quiet_from: small,
    quiet_to: small,
    content: 'text',
    changed_at: int,
  },
  'belfry.subscriptions': {
    id: int,
    site_id: 'text',
    subscriber_id: int,
    endpoint_hash: 'bytea',
    endpoint: 'text',
    p256dh: 'bytea',
    auth: 'bytea',
    vapid_key_id: 'text',
    push_service: 'text',
    status: 'text',
    reason: 'text',
    browser: 'text',
    browser_version: 'text',
    os: 'text',
    mobile: small,
    locale: 'text',
    time_zone: 'text',
    created_at: int,
    updated_at: int,
    last_seen_at: int,
    last_accepted_at: int,
  },
  'belfry.deliveries': {
    notification: int,
    subscription: int,
    outcome: 'text',
    reason: 'text',
    status: small,
    attempts: 'integer',
    at: int,
  },
  'belfry.delivery_counts': { notification: int, outcome: 'text', count: int },
  'belfry.interactions': { notification: int, subscription: int, kind: small, device: small, at: int },
  'belfry.interaction_counts': { notification: int, kind: small, device: small, count: int },
  'belfry.interaction_days': {
    site_id: 'text',
    day: 'integer',
    topic_id: 'text',
    kind: small,
    device: small,
    count: int,
  },
  'belfry.stats_days': { site_id: 'text', kind: small, day: 'integer', topic_id: 'text', device: small, count: int },
  'belfry.stats_hours': { site_id: 'text', kind: small, hour: 'integer', topic_id: 'text', count: int },
  'belfry.stats_notification_days': { notification: int, day: 'integer', kind: small, device: small, count: int },
  'belfry.stats_notification_hours': { notification: int, hour: 'integer', kind: small, count: int },
  'belfry.annotations': { id: 'text', site_id: 'text', at: int, kind: 'text', text: 'text' },
  'belfry.funnel': {
    site_id: 'text',
    day: 'integer',
    topic_id: 'text',
    browser: 'text',
    prompt: 'text',
    step: 'text',
    count: int,
  },
} as const satisfies Record<string, Columns>

export type TableName = keyof typeof TABLES
