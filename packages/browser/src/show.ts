import { OPTIONS, type Content, type Destination } from './payload.ts'
import type { Recent } from './recent.ts'

/**
 * Browsers that forgive a push that shows nothing, now and then: Chromium while another notification
 * stands or its budget lasts, Firefox 16 times between two visits. Safari takes the subscription
 * after three.
 */
const FORGIVING = /Chrom|Firefox/

/** Shows one push, and returns whether it is new: what was shown before is not shown to the user a second time. */
export async function show(
  registration: ServiceWorkerRegistration,
  recent: Recent,
  content: Content,
  userAgent: string,
): Promise<boolean> {
  const display = (): Promise<void> => showSafely(registration, content.title, content.options)
  if (!content.id) return display().then(() => true)
  const isFirst = await recent.once(content.id, display)
  if (!isFirst && !FORGIVING.test(userAgent)) await showAgain(registration, content)
  return isFirst
}

/** A browser that refuses an option (each supports different ones) still shows the text. */
async function showSafely(
  registration: ServiceWorkerRegistration,
  title: string,
  options: NotificationOptions,
): Promise<void> {
  const { body, data, tag } = options as Required<NotificationOptions>
  await registration
    .showNotification(title, options)
    .catch(() => registration.showNotification(title, { body, data: data as unknown, tag }))
}

/**
 * The second delivery, where something has to be shown but the user should notice nothing: shows the notification now
 * on the screen under the same tag again, silently. That is this notification, or a newer one that replaced it and must
 * not be overwritten by the older. If the user has dismissed it already, it is shown silently and closed at once.
 */
async function showAgain(registration: ServiceWorkerRegistration, { title, options }: Content): Promise<void> {
  const { tag = '' } = options
  const [standing] = await registration.getNotifications({ tag })
  const content = standing ? contentOf(standing) : options
  const quiet = { ...content, silent: true, renotify: false }
  await showSafely(registration, standing?.title ?? title, quiet)
  const shown = await registration.getNotifications({ tag })
  // Safari does not replace by tag (WebKit bug 258922); the copies are equal, so any of them may stay.
  for (const notification of shown.slice(standing ? 1 : 0)) notification.close()
}

function contentOf(notification: Notification): NotificationOptions {
  const names = [...OPTIONS, 'data', 'actions']
  return Object.fromEntries(names.map((name) => [name, notification[name as keyof Notification] ?? undefined]))
}

/** The page that a click should open, kept with the notification. */
export function destinationOf(notification: Notification): Destination | undefined {
  return (notification.data as { belfry?: Destination } | null | undefined)?.belfry
}
