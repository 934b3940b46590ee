import type { AlarmTables } from './alarm-tables.ts'
import type { Generated, Selectable } from 'kysely'
import type { AnnotationTables } from './annotation-tables.ts'
import type { AuditTables } from './audit-tables.ts'
import type { InboxTables } from './inbox-tables.ts'
import type { PaceTables } from './pace-tables.ts'
import type { InteractionTables } from './interaction-tables.ts'
import type { OperatorTables } from './operator-tables.ts'
import type { StatisticsTables } from './statistics-tables.ts'
import type { PrivacyTables } from './privacy-tables.ts'
import type { UpkeepTables } from './upkeep-tables.ts'

// The tables as the queries see them, the same words as in migrations/*/*.sql. Times are milliseconds
// since the epoch, UTC. Flags are 0 or 1.

export type Flag = 0 | 1
export type VapidKeyStatus = 'active' | 'retiring' | 'retired'
export type SubscriptionStatus = 'active' | 'key-mismatch' | 'retired'
export const RETIREMENT_REASONS = [
  'gone',
  'unsubscribed',
  'signed-out',
  'replaced',
  'ended',
  'aged',
  'never-accepted',
] as const
export type RetirementReason = (typeof RETIREMENT_REASONS)[number]
export type TopicAccess = 'open' | 'granted'
export type ApiKeyReach = 'site' | 'server'
/** The lanes of jobs: transactional ones, which people wait for, and bulk. Each has its workers. */
export const LANES = ['transactional', 'bulk'] as const
export type Lane = (typeof LANES)[number]
export type NotificationState = 'planning' | 'sending' | 'paused' | 'cancelled' | 'done'

export interface SitesTable {
  id: string
  name: string
  url: string | null
  origins: string
  contact: string | null
  base_path: Generated<string>
  max_per_minute: number | null
  max_subscriptions: number | null
  pace: string | null
  silence: string | null
  quiet_hours: string | null
  declared: Generated<string>
  inbox: Generated<Flag>
  not_relevant: Generated<Flag>
  payload_forms: Generated<string>
  privacy: Generated<string>
  /** Minutes of the day. */
  digest_at: Generated<number>
  created_at: number
}

export interface VapidKeysTable {
  id: string
  site_id: string
  public_key: string
  status: VapidKeyStatus
  private_key: Uint8Array | null
  master_key_id: string | null
  changed_at: number | null
  declared: string | null
  created_at: number
}

export interface ApiKeysTable {
  id: string
  site_id: string
  name: string
  prefix: string
  hash: Uint8Array
  reach: Generated<ApiKeyReach>
  scopes: string | null
  created_at: number
  expires_at: number | null
  last_used_at: number | null
  revoked_at: number | null
  revoked_because: 'asked' | 'replaced' | null
  declared: string | null
  /** JSON of the addresses and networks from which it works; null: from all. */
  addresses: string | null
  /** JSON of the only topics that it sends to; null: all. */
  topics: string | null
}

export interface TopicsTable {
  site_id: string
  id: string
  name: string
  access: TopicAccess
  transactional: Flag
  description: Generated<string>
  is_default: Generated<Flag>
  pace: string | null
  declared: string | null
  created_at: number
  not_relevant: Flag | null
  privacy: Generated<'full' | 'generic' | 'opaque'>
}

export interface SubscribersTable {
  id: Generated<number>
  site_id: string
  external_id: string | null
  locale: string | null
  time_zone: string | null
  created_at: number
  last_seen_at: number
  /** Identity tokens that were made before this are refused. */
  tokens_since: number | null
}

export interface PreferencesTable {
  site_id: string
  topic_id: string
  subscriber_id: number
  enabled: Flag
  /** The host app's token named the topic when this person last came with one. */
  granted: Generated<Flag>
  changed_at: number
}

export interface DeliveryPreferencesTable {
  subscriber_id: number
  /** -1: until the person says. */
  paused_until: number | null
  quiet_from: number | null
  quiet_to: number | null
  /** 1: none, whatever the site says. */
  quiet_none: Generated<Flag>
  time_zone: string | null
  content: 'full' | 'generic'
  /** 1: opaque; `content` is then `generic`. */
  opaque: Generated<Flag>
  /** Minutes of the day; -1: when the site says; null: messages come one by one. */
  digest_at: number | null
  /** At most so many messages; null: any number. */
  cap_day: number | null
  cap_week: number | null
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
  /** Since when, and until when, attempts have failed; kept only until the first acceptance. */
  failing_since?: number | null
  failed_at?: number | null
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
  /** The header `traceparent` of the span in which it was accepted. */
  trace?: string | null
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

export interface Schema
  extends
    AlarmTables,
    AnnotationTables,
    InboxTables,
    PaceTables,
    InteractionTables,
    AuditTables,
    OperatorTables,
    StatisticsTables,
    UpkeepTables,
    PrivacyTables {
  belfry_sites: SitesTable
  belfry_vapid_keys: VapidKeysTable
  belfry_api_keys: ApiKeysTable
  belfry_topics: TopicsTable
  belfry_subscribers: SubscribersTable
  belfry_preferences: PreferencesTable
  belfry_delivery_preferences: DeliveryPreferencesTable
  belfry_subscriptions: SubscriptionsTable
  belfry_notifications: NotificationsTable
  belfry_deliveries: DeliveriesTable
  belfry_delivery_counts: DeliveryCountsTable
  belfry_delivery_rates: DeliveryRatesTable
  belfry_jobs: JobsTable
  belfry_parked_jobs: ParkedJobsTable
  belfry_imports: ImportsTable
}

export type SubscriptionRow = Selectable<SubscriptionsTable>
export type NotificationRow = Selectable<NotificationsTable>
