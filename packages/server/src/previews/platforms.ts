import type { TextRoom } from './fit-text.ts'

export const PLATFORMS = ['windows', 'macos', 'android', 'ios', 'linux'] as const
export type PlatformId = (typeof PLATFORMS)[number]

/** The fields of a notification that some system leaves out, or shows only when somebody opens it. */
export const FIELDS_SHOWN = ['icon', 'image', 'badge', 'actions', 'requireInteraction'] as const
export type ShownField = (typeof FIELDS_SHOWN)[number]

export interface Platform {
  id: PlatformId
  system: string
  browser: string
  title: TextRoom
  body: TextRoom
  /** The room for the body once somebody opens it; absent: it cannot be opened further. */
  opened?: TextRoom
  /** Seen only then. */
  onOpening: readonly ShownField[]
  /** Never seen, and why. */
  dropped: Partial<Record<ShownField, string>>
  /** The letters of a button. */
  button: number
}

const ONLY_CHROMIUM_HAS_IMAGES = 'Only Chrome and Edge show images, on Windows and Android.'
const ONLY_ANDROID_HAS_BADGES = 'Only Android has a place for it, in the status bar.'
const ONLY_CHROMIUM_STAYS = 'Only Chrome, Edge and Firefox on Windows keep a notification until it is answered.'
const OF_THE_SITE = 'The icon of the site or its web app is shown, whatever the notification says.'
const NO_ACTIONS = 'Safari has no buttons. Offer the same on the page that the notification leads to.'

/** Browsers show two: `maxActions`, in Chromium and Firefox. */
export const BUTTONS_SHOWN = 2

/**
 * What each system has room for, and what it leaves out. About: nobody states the numbers, fonts, languages and
 * settings change them, and systems change.
 *
 * - Which browser knows which field: @mdn/browser-compat-data 8.1.9, `api.Notification` and
 *   `api.ServiceWorkerRegistration.showNotification`.
 * - Windows: two lines of title and four of text, a picture of 364 × 180 px: "App notification content",
 *   https://learn.microsoft.com/windows/apps/develop/notifications/app-notifications/adaptive-interactive-toasts;
 *   70 and 140 letters: https://doc.batch.com, "the optimal length for every web push notification", and 19 of a
 *   button: https://pushowl.com/blog/web-push-notification-best-practices-the-ideal-character-length.
 * - macOS (Safari 38 and 84 letters), Android (35 and 50), iOS (80 in a banner, 160 in the list):
 *   https://www.braze.com/docs/user_guide/channels/push/create_a_push_message/message_and_image_formats.
 * - Android: what a notification shows at first is one line; text, picture and buttons follow when it is expanded:
 *   https://developer.android.com/develop/ui/views/notifications/expanded. The badge:
 *   https://web.dev/articles/push-notifications-display-a-notification.
 * - Firefox on Linux passes texts, icon and buttons to the desktop, and each has its own room
 *   (https://specifications.freedesktop.org/notification): these are of GNOME, one line at first and six when opened.
 */
export const PLATFORM_TABLE: readonly Platform[] = [
  {
    id: 'windows',
    system: 'Windows',
    browser: 'Chrome or Edge',
    title: { lines: 2, letters: 35 },
    body: { lines: 4, letters: 35 },
    onOpening: [],
    dropped: { badge: ONLY_ANDROID_HAS_BADGES },
    button: 19,
  },
  {
    id: 'macos',
    system: 'macOS',
    browser: 'Safari',
    title: { lines: 1, letters: 38 },
    body: { lines: 2, letters: 42 },
    opened: { lines: 4, letters: 42 },
    onOpening: [],
    dropped: {
      icon: OF_THE_SITE,
      image: ONLY_CHROMIUM_HAS_IMAGES,
      badge: ONLY_ANDROID_HAS_BADGES,
      actions: NO_ACTIONS,
      requireInteraction: ONLY_CHROMIUM_STAYS,
    },
    button: 20,
  },
  {
    id: 'android',
    system: 'Android',
    browser: 'Chrome',
    title: { lines: 1, letters: 35 },
    body: { lines: 1, letters: 50 },
    opened: { lines: 10, letters: 45 },
    onOpening: ['image', 'actions'],
    dropped: {},
    button: 20,
  },
  {
    id: 'ios',
    system: 'iOS',
    browser: 'Web app on the home screen',
    title: { lines: 1, letters: 38 },
    body: { lines: 2, letters: 40 },
    opened: { lines: 4, letters: 40 },
    onOpening: [],
    dropped: {
      icon: OF_THE_SITE,
      image: ONLY_CHROMIUM_HAS_IMAGES,
      badge: ONLY_ANDROID_HAS_BADGES,
      actions: NO_ACTIONS,
      requireInteraction: ONLY_CHROMIUM_STAYS,
    },
    button: 20,
  },
  {
    id: 'linux',
    system: 'Linux',
    browser: 'Firefox',
    title: { lines: 1, letters: 45 },
    body: { lines: 1, letters: 55 },
    opened: { lines: 6, letters: 55 },
    onOpening: ['actions'],
    dropped: {
      image: ONLY_CHROMIUM_HAS_IMAGES,
      badge: ONLY_ANDROID_HAS_BADGES,
      requireInteraction: ONLY_CHROMIUM_STAYS,
    },
    button: 20,
  },
]
