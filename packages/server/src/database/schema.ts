import type { Generated, Selectable } from 'kysely'

// The tables as the queries see them, the same words as in migrations/*/*.sql. Times are milliseconds
// since the epoch, UTC. Flags are 0 or 1.

export type Flag = 0 | 1
export type VapidKeyStatus = 'active' | 'retiring' | 'retired'
export type SubscriptionStatus = 'active' | 'key-mismatch' | 'retired'
export type RetirementReason = 'gone' | 'unsubscribed' | 'replaced'
export type TopicAccess = 'open' | 'granted'
export type Lane = 'transactional' | 'bulk'
export type NotificationState = 'planning' | 'sending' | 'paused' | 'cancelled' | 'done'

export interface SitesTable {
  id: string
  name: string
  url: string | null
  origins: string
  contact: string | null
  created_at: number
}

export interface VapidKeysTable {
  id: string
  site_id: string
  public_key: string
  status: VapidKeyStatus
  created_at: number
}

export interface ApiKeysTable {
  id: string
  site_id: string
  name: string
  prefix: string
  hash: Uint8Array
  created_at: number
  revoked_at: number | null
}

export interface TopicsTable {
  site_id: string
  id: string
  name: string
  access: TopicAccess
  transactional: Flag
  created_at: number
}

export interface SubscribersTable {
  id: Generated<number>
  site_id: string
  external_id: string | null
  locale: string | null
  time_zone: string | null
  created_at: number
  last_seen_at: number
}

export interface PreferencesTable {
  site_id: string
  topic_id: string
  subscriber_id: number
  enabled: Flag
  changed_at: number
}

export interface SubscriptionsTable {
  id: Generated<number>
  site_id: string
  subscriber_id: number
  endpoint_hash: Uint8Array
  endpoint: string
  p256dh: Uint8Array
  auth: Uint8Array
  vapid_key_id: string
  push_service: string
  status: SubscriptionStatus
  reason: RetirementReason | null
  browser: string | null
  browser_version: string | null
  os: string | null
  mobile: Flag | null
  locale: string | null
  time_zone: string | null
  expiration_time: number | null
  created_at: number
  updated_at: number
  last_seen_at: number
  last_accepted_at: number | null
}

export interface NotificationsTable {
  number: Generated<number>
  id: string
  site_id: string
  idempotency_key: string | null
  request_hash: Uint8Array
  audience: string
  content: string
  payload: string
  collapse_key: string | null
  urgency: string
  privacy: string
  lane: Lane
  state: NotificationState
  planned_at: number | null
  plan_cursor: Generated<number>
  jobs_open: Generated<number>
  audience_size: Generated<number>
  created_at: number
  expires_at: number
  finished_at: number | null
}

export interface DeliveriesTable {
  notification: number
  subscription: number
  outcome: string
  reason: string | null
  status: number | null
  attempts: number
  at: number
}

export interface DeliveryCountsTable {
  notification: number
  outcome: string
  count: number
}

export interface DeliveryRatesTable {
  notification: number
  at: number
  count: number
}

export interface JobsTable {
  id: Generated<number>
  lane: Lane
  kind: string
  payload: string
  run_at: number
  attempts: Generated<number>
  turn: Generated<number>
  flow: Generated<string | null>
  lease_owner: string | null
  lease_until: Generated<number>
  created_at: number
  dead_at: number | null
  error: string | null
}

export interface ParkedJobsTable {
  id: Generated<number>
  notification: number
  lane: Lane
  kind: string
  payload: string
}

export interface WriteChecksTable {
  id: number
  checked_at: number
}

export interface ImportsTable {
  site_id: string
  file: Uint8Array
  bytes: number
  digest: Uint8Array
  lines: number
  added: number
  present: number
  refused: number
  updated_at: number
}

export interface Schema {
  belfry_sites: SitesTable
  belfry_vapid_keys: VapidKeysTable
  belfry_api_keys: ApiKeysTable
  belfry_topics: TopicsTable
  belfry_subscribers: SubscribersTable
  belfry_preferences: PreferencesTable
  belfry_subscriptions: SubscriptionsTable
  belfry_notifications: NotificationsTable
  belfry_deliveries: DeliveriesTable
  belfry_delivery_counts: DeliveryCountsTable
  belfry_delivery_rates: DeliveryRatesTable
  belfry_jobs: JobsTable
  belfry_parked_jobs: ParkedJobsTable
  belfry_write_checks: WriteChecksTable
  belfry_imports: ImportsTable
}

export type SubscriptionRow = Selectable<SubscriptionsTable>
export type NotificationRow = Selectable<NotificationsTable>
