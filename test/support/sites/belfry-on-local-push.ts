// The module that a program gets for `import … from 'belfry'` after lead-to-local-push.ts: the same, with its own push
// service.

import { createBelfry as create, type BelfryOptions } from 'belfry'

export * from 'belfry'

const push = JSON.parse(process.env['BELFRY_TEST_PUSH'] ?? 'null') as NonNullable<BelfryOptions['push']>

/** As belfry's own; a local name takes precedence over `export *`. */
export const createBelfry: typeof create = (options) => create({ ...options, push })
