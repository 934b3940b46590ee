import type { RefusalKinds } from '../refusals/refusal-kind.ts'

/** The refusals about a person, and about identity tokens. */
export const SUBSCRIBER_REFUSALS = {
  'subscriber-unknown': {
    status: 404,
    title: 'There is no such subscriber',
    help: 'Check the id: it is the one that the app puts into identity tokens.',
  },
  'identity-malformed': {
    status: 400,
    title: 'The identity token is malformed',
    help: 'Make it with belfry.identify(), or as the documentation of identity tokens says.',
    isForOperator: true,
  },
  'identity-signature-invalid': {
    status: 401,
    title: 'The identity token is not signed by this site',
    help: 'Sign it with the identity key of this site and this server.',
    isForOperator: true,
  },
  'identity-expired': {
    status: 401,
    title: 'The identity token has expired',
    help: 'Ask the app for a new one: load the page again.',
  },
  'identity-revoked': {
    status: 401,
    title: 'The identity token was revoked',
    help: 'Sign in again. An app that makes tokens itself puts the present time into iat, in seconds.',
  },
  'identity-wrong-site': {
    status: 401,
    title: 'The identity token is for another site',
    help: 'Make the token for the site that the page subscribes to.',
    isForOperator: true,
  },
} as const satisfies RefusalKinds
