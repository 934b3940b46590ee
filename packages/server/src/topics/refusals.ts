import type { RefusalKinds } from '../refusals/refusal-kind.ts'

/** The refusals about topics. */
export const TOPIC_REFUSALS = {
  'topic-unknown': {
    status: 400,
    title: 'The site has no such topic',
    help: 'Use a topic of the site (/config lists them), or make it: belfry topics add, or POST /v1/topics.',
    isForOperator: true,
  },
  'topic-not-granted': {
    status: 403,
    title: 'The topic is not for everybody',
    help: 'Send an identity token in which the app grants the topic.',
    isForOperator: true,
  },
  'topic-not-found': {
    status: 404,
    title: 'There is no such topic',
    help: 'Check its id; GET /v1/topics lists them. It may belong to another site.',
  },
  'topic-taken': {
    status: 409,
    title: 'There is a topic of this id',
    help: 'Change that one with PATCH, or choose another id.',
  },
  'topic-in-use': {
    status: 409,
    title: 'People have the topic on',
    help: 'Say with losing how many it may cost; their choice about it is lost with it.',
  },
} as const satisfies RefusalKinds
