import type { RefusalKinds } from '../refusals/refusal-kind.ts'

/** The refusals about changes of a site, and of its set-up. */
export const SITE_REFUSALS = {
  'site-taken': {
    status: 409,
    title: 'There is a site of this id',
    help: 'Change that one with PATCH, or choose another id.',
  },
  'site-in-use': {
    status: 409,
    title: 'The site has subscriptions',
    help: 'Say with losing how many it may cost: everything of the site is deleted with it.',
  },
  'site-default': {
    status: 409,
    title: 'The site default cannot be removed',
    help: 'Change it to what you need: a server has at least this one.',
  },
  'declared-elsewhere': {
    status: 409,
    title: 'It is declared elsewhere',
    help: 'Change it where detail says. Where that is gone, free it first: PATCH with {"declared": null}.',
  },
  'limit-reached': {
    status: 409,
    title: 'There are as many as there can be',
    help: 'Remove what is not used any more.',
  },
} as const satisfies RefusalKinds
