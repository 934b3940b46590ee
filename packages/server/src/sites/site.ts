/** One web property. One server serves many; a fresh one has one, `default`. */
export interface Site {
  id: string
  name: string
  /** Absolute; relative links in notifications are resolved against it. */
  url: string | null
  /** Whose pages may subscribe. */
  origins: readonly string[]
  contact: string | null
}

export const DEFAULT_SITE = 'default'
