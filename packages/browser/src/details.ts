import { checkOptions } from './check-options.ts'
import { createPageCaller, type CallerOptions } from './page-caller.ts'
import type { Environment } from './platform.ts'

export type { CallerOptions } from './page-caller.ts'

/** What a notification is about whose push carried nothing but its id. */
export interface Details {
  id: string
  title: string
  body?: string
  /** Where it leads, in full. */
  url: string
  lang?: string
  icon?: string
  image?: string
  /** Its buttons, and where each leads. */
  actions?: { action: string; title: string; url: string; icon?: string }[]
  /** ISO 8601. */
  createdAt: string
}

export interface DetailsOptions extends CallerOptions {
  /** The notification's id; by default the one that has led to this page. */
  id?: string | undefined
}

const KINDS = { site: 'string', base: 'string', identity: 'string, function or null object', id: 'string' }

/** The id of the opaque notification that has led to this page; undefined where none has. */
export function openedNotification(environment: Environment = globalThis): string | undefined {
  const { href } = environment.location ?? {}
  return (href && new URL(href).searchParams.get('belfry-message')) || undefined
}

/**
 * Fetches the content of an opaque notification for who is signed in, or for this browser where nobody is. Resolves to
 * undefined where no notification has led here. Rejects with an Error that has a stable `code`: `details-unknown` (not
 * this person's), `details-gone`, `details-owner-only`, `not-subscribed`, `network`, or the server's. Throws a
 * TypeError for an option of another kind.
 *
 * @example
 * const details = await readDetails({ identity })
 * if (details) location.replace(details.url)
 */
export async function readDetails(
  { id, ...options }: DetailsOptions = {},
  environment: Environment = globalThis,
): Promise<Details | undefined> {
  checkOptions({ id, ...options }, KINDS)
  const wanted = id ?? openedNotification(environment)
  if (!wanted) return undefined
  const call = createPageCaller(options, environment, import.meta.url)
  return (await call('GET', `/details/${encodeURIComponent(wanted)}`)) as Details
}
