import type { BelfryModels } from '@belfry/client'

/** One of one's own passkeys. */
export type Passkey = BelfryModels['Passkey']

/** The key of their list. */
export const PASSKEYS = ['passkeys'] as const
