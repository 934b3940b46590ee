import type { RefusalKinds } from '../refusals/refusal-kind.ts'

export const ANNOTATION_REFUSALS = {
  'annotation-not-found': {
    status: 404,
    title: 'There is no such annotation',
    help: 'GET /v1/annotations lists those of the site. Those of all sites, such as a new version of Belfry, stay.',
  },
} as const satisfies RefusalKinds
