/**
 * Every table that has something about a person, by the column that leads to them. A test compares this with the
 * database: a new table that refers to a subscriber has to enter here, and so the export.
 */
export const PERSON_TABLES = {
  subscribers: 'external_id',
  preferences: 'subscriber_id',
  past_preferences: 'subscriber_id',
  mutes: 'subscriber_id',
  irrelevances: 'subscriber_id',
  delivery_preferences: 'subscriber_id',
  digest_items: 'subscriber_id',
  inbox_marks: 'subscriber_id',
  recalls: 'subscriber_id',
  consents: 'subscriber_id',
  subscriptions: 'subscriber_id',
  addressees: 'external_id',
  notifications: 'audience',
  deliveries: 'subscription',
  interactions: 'subscription',
  interaction_log: 'subscription',
  interaction_groups: 'reports',
  pace_blocks: 'block',
} as const

/** Columns by which a table can lead to a person. */
export const LEADS_TO_A_PERSON: readonly string[] = [
  ...new Set(Object.values(PERSON_TABLES)),
  'subscription_id',
  'endpoint',
  'endpoint_hash',
]
