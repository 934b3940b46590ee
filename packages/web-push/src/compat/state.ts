import type { VapidDetails } from './request-options.ts'

/**
 * What `setVapidDetails` and `setGCMAPIKey` set for the whole process: web-push's API has it so, and
 * nothing else of Belfry does. Each `createWebPush()` owns one; the package exports one of those.
 */
export interface WebPushState {
  vapidDetails: VapidDetails | null | undefined
  gcmAPIKey: string | null
}

export function emptyState(): WebPushState {
  return { vapidDetails: undefined, gcmAPIKey: '' }
}
