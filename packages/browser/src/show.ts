import type { Content, Destination } from './payload.ts'
import type { Recent } from './recent.ts'

/** Shows one push; a notification that was shown before is not announced a second time. */
export async function show(
  registration: ServiceWorkerRegistration,
  recent: Recent,
  content: Content,
): Promise<void> {
  const display = (): Promise<void> => showSafely(registration, content.title, content.options)
  if (content.id === undefined) return display()
  const fresh = await recent.once(content.id, display)
  if (!fresh) await showAgain(registration, content)
}

/** A browser that refuses an option (each knows others) still shows the words. */
async function showSafely(
  registration: ServiceWorkerRegistration,
  title: string,
  options: NotificationOptions,
): Promise<void> {
  try {
    await registration.showNotification(title, options)
  } catch {
    const { body, data, tag } = options
    await registration.showNotification(title, {
      ...(body && { body }),
      ...(tag && { tag }),
      data: data as unknown,
    })
  }
}

/**
 * The second delivery of one notification. Browsers punish a push that shows nothing (Safari takes the
 * subscription after three), so something is shown, but nothing that the user would notice: what
 * stands on the screen under the same tag, once more and silently. That is this notification, or a
 * newer one that replaced it and must not be overwritten by the older. When the user has dismissed it
 * already, it is shown silently and taken away at once.
 */
async function showAgain(registration: ServiceWorkerRegistration, content: Content): Promise<void> {
  const { tag } = content.options
  const standing = (await registration.getNotifications(tag ? { tag } : {})).at(-1)
  const title = standing?.title ?? content.title
  const options = standing ? optionsOf(standing) : content.options
  await showSafely(registration, title, { ...options, ...quiet })
  const shown = await registration.getNotifications(tag ? { tag } : {})
  // Safari does not replace by tag (WebKit bug 258922); the copies are equal, so any one may stay.
  for (const notification of shown.slice(standing ? 1 : 0)) notification.close()
}

const quiet = { silent: true, renotify: false } as NotificationOptions

function optionsOf(notification: Notification): NotificationOptions {
  const options: Record<string, unknown> = {}
  const names = ['body', 'tag', 'lang', 'dir', 'icon', 'badge', 'image', 'data', 'actions']
  for (const name of [...names, 'requireInteraction', 'timestamp']) {
    const value: unknown = notification[name as keyof Notification]
    if (value !== undefined && value !== null && value !== '') options[name] = value
  }
  return options
}

/** What a click should open, kept with the notification. */
export function destinationOf(notification: Notification): Destination | undefined {
  const data = notification.data as { belfry?: Destination } | null | undefined
  return data?.belfry
}
