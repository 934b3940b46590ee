import type { BelfryModels } from '@belfry/client'

export type VapidKey = BelfryModels['VapidKey']

/** The key of their list. */
export const VAPID_KEYS = ['vapid-keys'] as const
