import type { RefusalKinds } from '../refusals/refusal-kind.ts'

export const ACCOUNT_REFUSALS = {
  'accounts-off': {
    status: 404,
    title: 'This server has no accounts of its own',
    help: 'The dashboard is off, or the app signs its operators in by itself.',
  },
  'sign-in-failed': {
    status: 401,
    title: 'The e-mail address or the password is wrong',
    help: 'Try again; an owner can invite you anew, and belfry people setup-link makes an owner.',
  },
  'sign-in-throttled': {
    status: 429,
    title: 'Too many attempts to sign in',
    help: 'Wait as long as Retry-After says. A browser that has signed in before has attempts of its own.',
  },
  'sign-in-over': {
    status: 401,
    title: 'This sign-in is over',
    help: 'Begin again with e-mail address and password.',
  },
  'code-wrong': {
    status: 401,
    title: 'The code is wrong, or was used already',
    help: 'Type the newest code of the app, or one recovery code. Each works once.',
  },
  'password-wrong': { status: 403, title: 'The password is wrong', help: 'Type the password that you sign in with.' },
  'password-weak': {
    status: 400,
    title: 'The password is too easy to guess',
    help: 'Take at least twelve characters, and none of the passwords that everybody tries first.',
  },
  'link-over': {
    status: 410,
    title: 'The link works no more',
    help: 'Each link works once and for a while. An owner can make another one, and so can belfry people setup-link.',
  },
  'email-taken': {
    status: 409,
    title: 'There is an account with this e-mail address',
    help: 'Sign in with it, or take another address.',
  },
  'email-other': {
    status: 403,
    title: 'The invitation is for another e-mail address',
    help: 'Take the address that the invitation names.',
  },
  'second-factor-on': {
    status: 409,
    title: 'The second factor is on already',
    help: 'Remove it first to set another one up.',
  },
  'second-factor-off': {
    status: 409,
    title: 'No second factor waits to be confirmed',
    help: 'Begin with POST /dashboard/api/second-factor.',
  },
  'passkey-refused': {
    status: 401,
    title: 'The passkey was not accepted',
    help: 'Try again, or sign in with the password. A passkey works where it was made, and nowhere else.',
  },
  'passkey-not-made': {
    status: 400,
    title: 'No passkey was made of that',
    help: 'Begin again. It needs a device that asks for a fingerprint, a face or a PIN.',
  },
  'passkey-taken': { status: 409, title: 'This passkey is there already', help: 'Sign in with it.' },
  'passkey-not-found': { status: 404, title: 'There is no such passkey', help: 'List your passkeys again.' },
  'session-not-found': { status: 404, title: 'There is no such session', help: 'List the sessions again.' },
  'person-not-found': { status: 404, title: 'There is no such person', help: 'List the people again.' },
  'invitation-not-found': { status: 404, title: 'There is no such invitation', help: 'List the invitations again.' },
  'last-owner': {
    status: 409,
    title: 'Nobody else owns the server',
    help: 'Make somebody else an owner of all sites first.',
  },
} as const satisfies RefusalKinds
