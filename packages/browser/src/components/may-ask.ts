import type { State } from '../client.ts'

/**
 * Whether a question is of use and welcome: push works here, nobody has blocked it or turned it off, it is not on, and
 * a refusal of this topic is over.
 */
export function mayAsk({ status, code, declined }: State, topic: string | null | undefined): boolean {
  if (declined?.includes(topic ?? '*')) return false
  return ['default', 'soft-declined'].includes(status) || (status === 'granted-unsubscribed' && code === 'never')
}

/** Whether to look if this topic is off in a browser where others are on. A refusal of the topic counts here, too. */
export function mayAskForMore({ status, declined }: State, topic: string | null | undefined): topic is string {
  return status === 'subscribed' && !!topic && !declined?.includes(topic)
}

/** When to ask without an action: after so many page views of this site, so many seconds on the page. */
export interface Timing {
  pageViews?: number | null | undefined
  seconds?: number | null | undefined
}

/** A question on load is one about nothing. */
const SHORTEST_WAIT_S = 2

/** Milliseconds from now on; undefined: not on this page. */
export function waitBefore({ pageViews, seconds }: Timing, views: number): number | undefined {
  if (!pageViews && typeof seconds !== 'number') return undefined
  if (views < (pageViews || 0)) return undefined
  return Math.max(seconds || 0, SHORTEST_WAIT_S) * 1000
}
