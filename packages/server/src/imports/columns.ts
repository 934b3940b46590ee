/** The target of a column: a field of an imported subscription, or none. */
export type ColumnMap = ReadonlyMap<string, string>

/** The value of `--map` for a column that is not imported. */
export const LEFT_OUT = '-'

/** The fields of an imported subscription, each with the names that other systems give it. */
const NAMES = {
  endpoint: ['identifier', 'subscription_endpoint', 'push_endpoint'], // identifier: OneSignal
  p256dh: ['web_p256', 'public_key', 'p256dh_key', 'key_p256dh', 'keys_p256dh', 'keys.p256dh'],
  auth: ['web_auth', 'auth_token', 'auth_key', 'auth_secret', 'key_auth', 'keys_auth', 'keys.auth'],
  subscriber: ['external_user_id', 'external_id', 'user_id', 'userId', 'user'],
  topics: [],
  locale: ['language', 'lang'],
  timeZone: ['time_zone', 'timezone_id', 'timezone'],
  createdAt: ['created_at', 'created', 'subscribed_at'],
  expirationTime: ['expiration_time'],
  applicationServerKey: ['application_server_key', 'vapid_public_key'],
  site: [],
  subscription: ['push_subscription', 'web_push_subscription', 'subscription_json'], // the browser's own JSON
  isInvalid: ['invalid_identifier'], // OneSignal: the person has unsubscribed
} as const satisfies Record<string, readonly string[]>

/** The fields of an imported subscription, in the order of messages. */
export const FIELDS: readonly string[] = Object.keys(NAMES).filter((field) => field !== 'isInvalid')

// Further columns of OneSignal's export (https://documentation.onesignal.com/docs/exporting-data), which do not belong
// to a subscription. Elsewhere an unknown column may be a misspelt one, and is an error.
const ONESIGNAL = new Set(
  [
    'id player_id subscription_id onesignal_id session_count game_version app_version device_os device_type',
    'device_model ad_id tags last_active playtime amount_spent badge_count sdk test_type notification_types ip',
    'country rooted lat long location web_id email phone_number subscribed enabled net_type carrier',
  ].flatMap((line) => line.split(' ')),
)

const KNOWN: ColumnMap = new Map(
  Object.entries(NAMES).flatMap(([field, names]) => [field, ...names].map((name) => [plain(name), field])),
)

/** The field of each column, `undefined` for an omitted one; a string names the first unknown column. */
export function mapColumns(columns: readonly string[], given: ColumnMap): (string | undefined)[] | string {
  const isOneSignal = ['identifier', 'web_p256', 'web_auth'].every((name) => columns.includes(name))
  const fields: (string | undefined)[] = []
  for (const column of columns) {
    const field =
      given.get(column) ?? KNOWN.get(plain(column)) ?? (isOneSignal && ONESIGNAL.has(column) ? LEFT_OUT : '')
    if (field === '') return column
    fields.push(field === LEFT_OUT ? undefined : field)
  }
  return fields
}

/** The field that a name in a JSON object stands for; the name itself where it is not known. */
export function fieldOf(name: string, given: ColumnMap): string {
  return given.get(name) ?? KNOWN.get(plain(name)) ?? name
}

// user_id, userId and "User ID" are one name.
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '')
}
