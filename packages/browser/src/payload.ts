/** A push as the worker will show it. */
export interface Content {
  title: string
  options: NotificationOptions
  /** The notification's id when Belfry sent it. */
  id?: string
  /** The number for the app's icon; 0 clears it. */
  badge?: number
}

/** What is said when a push cannot be read. */
export interface Fallback {
  title: string
  body: string
  icon?: string
}

/** What the worker keeps in a notification's `data.belfry` for the click. */
export interface Destination {
  id?: string
  url?: string
  actions?: Record<string, string>
}

type Json = Record<string, unknown>

/**
 * Reads what a push carries. Declarative Web Push, and leniently anything with a title or body, flat
 * or below `notification`; undefined for everything else. Never throws.
 */
export function readPayload(payload: unknown, unnamed: Fallback): Content | undefined {
  const whole = object(payload)
  const inner = object(whole['notification'])
  const from = Object.keys(inner).length > 0 ? inner : whole
  const title = text(from['title'])
  const body = text(from['body'])
  if (!title && !body) return undefined

  const data = object(from['data'])
  const id = text(object(data['belfry'])['id'])
  const badge = badgeNumber(whole['app_badge'] ?? from['app_badge'])
  // An id of its own as tag: the same notification twice is then one on the screen.
  const tag = text(from['tag']) ?? (id && `belfry-${id}`)
  const destination: Destination = { ...object(data['belfry']) }
  const url = text(from['navigate']) ?? text(from['url']) ?? text(data['url'])
  if (url) destination.url = url
  const { actions, urls } = readActions(from['actions'])
  if (actions.length > 0) destination.actions = urls

  const options: Json = { data: { ...data, belfry: destination } }
  if (body) options['body'] = body
  if (tag) options['tag'] = tag
  for (const name of ['lang', 'icon', 'badge', 'image']) {
    if (text(from[name])) options[name] = from[name]
  }
  if (['ltr', 'rtl', 'auto'].includes(String(from['dir']))) options['dir'] = from['dir']
  for (const name of ['requireInteraction', 'silent', 'renotify']) {
    if (typeof from[name] === 'boolean') options[name] = from[name]
  }
  if (!tag) delete options['renotify'] // A TypeError in every browser that knows it.
  if (Number.isFinite(from['timestamp'])) options['timestamp'] = from['timestamp']
  if (actions.length > 0) options['actions'] = actions
  return {
    title: title ?? unnamed.title,
    options,
    ...(id && { id }),
    ...(badge !== undefined && { badge }),
  }
}

function readActions(value: unknown): { actions: Json[]; urls: Record<string, string> } {
  const actions: Json[] = []
  const urls: Record<string, string> = {}
  for (const item of Array.isArray(value) ? value.slice(0, 8) : []) {
    const action = text(object(item)['action'])
    const title = text(object(item)['title'])
    if (!action || !title) continue
    const icon = text(object(item)['icon'])
    actions.push({ action, title, ...(icon && { icon }) })
    const url = text(object(item)['navigate']) ?? text(object(item)['url'])
    if (url) urls[action] = url
  }
  return { actions, urls }
}

function badgeNumber(value: unknown): number | undefined {
  const number = value === true ? 1 : Number(value ?? NaN) // false is 0: clears
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined
}
