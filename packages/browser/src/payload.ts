/** A push as the worker will show it. */
export interface Content {
  title: string
  options: NotificationOptions
  /** The notification's id when Belfry sent it. */
  id?: string | undefined
  /** Its push carried nothing else. */
  opaque?: boolean
  /** The number for the app's icon; 0 clears it, NaN leaves it. */
  badge: number
}

/** The notification for a push that cannot be read. */
export interface Fallback {
  title: string
  body: string
  lang?: string
  icon?: string
  /** Where a click on it leads; the site's first page when absent. */
  url?: string
}

/** The content of a notification's `data.belfry`, for the click. */
export interface Destination {
  id?: string | undefined
  /** Of Belfry's own question whether a topic should come on again: the notification that it is about. */
  undo?: string | undefined
  url?: string | undefined
  actions?: Record<string, string | undefined>
}

type Json = Record<string, unknown>

/** The members of a payload that showNotification() takes as they are. */
export const OPTIONS = 'body tag lang dir icon badge image requireInteraction silent renotify timestamp'.split(' ')

/**
 * Reads a push's payload: Declarative Web Push, and leniently anything with a title or body, flat or below
 * `notification`; undefined for everything else. Never throws.
 */
export function readPayload(payload: unknown, unnamed: Fallback): Content | undefined {
  const whole = object(payload)
  const from = whole['notification'] ? object(whole['notification']) : whole
  const title = text(from['title'])
  const data = object(from['data'])
  const belfry = object(whole['belfry'] ?? data['belfry'])
  const id = text(belfry['id'])
  const opaque = !!(whole['belfry'] ?? belfry['opaque'])
  if (!title && !text(from['body']) && !(opaque && id)) return undefined

  const url = text(from['navigate']) ?? text(from['url']) ?? text(data['url'])
  const actions = readActions(from['actions'])
  const targets = Object.fromEntries(actions.map(({ action, url }) => [action, url]))

  const options: Json = { data: { ...data, belfry: { ...belfry, url, actions: targets } } }
  for (const name of OPTIONS) {
    const value = from[name]
    if (value !== '' && typeof value !== 'object') options[name] = value
  }
  // Its own id as tag: the same notification twice is then one on the screen.
  if (!text(options['tag'])) {
    options['tag'] = id && `belfry-${id}`
    options['renotify'] &&= !!id // A TypeError without a tag.
  }
  options['actions'] = actions.map(({ action, title, icon }) => ({ action, title, icon }))
  const badge = Number(whole['app_badge'] ?? from['app_badge'] ?? NaN)
  return { title: title ?? unnamed.title, options, id, badge, opaque }
}

interface Action {
  action: string
  title: string
  icon: string | undefined
  url: string | undefined
}

function readActions(value: unknown): Action[] {
  const items = Array.isArray(value) ? value.slice(0, 8).map(object) : []
  return items.flatMap((item) => {
    const action = text(item['action'])
    const title = text(item['title'])
    if (!action || !title) return []
    return {
      action,
      title,
      icon: text(item['icon']),
      url: text(item['navigate']) ?? text(item['url']),
    }
  })
}

function object(value: unknown): Json {
  return typeof value === 'object' && value ? (value as Json) : {}
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined
}
