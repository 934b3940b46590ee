import type { VapidDetails } from './request-options.ts'

/**
 * The state that `setVapidDetails` and `setGCMAPIKey` set for the whole process: web-push's API works so, and nothing
 * else in Belfry does. Each `createWebPush()` owns one; the package exports one of those.
 */
export interface WebPushState {
  vapidDetails: VapidDetails | null | undefined
  gcmAPIKey: string | null
}

export function emptyState(): WebPushState {
  return { vapidDetails: undefined, gcmAPIKey: '' }
}
