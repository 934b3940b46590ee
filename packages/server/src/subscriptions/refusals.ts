import type { RefusalKinds } from '../refusals/refusal-kind.ts'

/** The refusals about subscriptions. */
export const SUBSCRIPTION_REFUSALS = {
  'endpoint-not-a-url': {
    status: 400,
    title: 'The endpoint is not a URL',
    help: 'Send PushSubscription.toJSON() as the browser made it.',
  },
  'endpoint-not-https': {
    status: 400,
    title: 'The endpoint is not https',
    help: 'Send PushSubscription.toJSON() as the browser made it.',
  },
  'endpoint-not-allowed': {
    status: 400,
    title: 'The endpoint is not at a known push service',
    help: 'An operator can allow another push service with BELFRY_PUSH_ALLOW.',
    isForOperator: true,
  },
  'endpoint-private-address': {
    status: 400,
    title: 'The endpoint is at a private address',
    help: 'An operator can allow a push service of their own by its exact host and port with BELFRY_PUSH_ALLOW.',
    isForOperator: true,
  },
  'endpoint-permanently-removed': {
    status: 400,
    title: 'This browser has no push service',
    help: 'Nothing: this build of the browser cannot receive push messages. Offer another way.',
  },
  'p256dh-invalid': {
    status: 400,
    title: 'The key p256dh is malformed',
    help: 'Send PushSubscription.toJSON() as the browser made it.',
  },
  'p256dh-not-on-curve': {
    status: 400,
    title: 'The key p256dh is not on the curve P-256',
    help: 'Send PushSubscription.toJSON() as the browser made it.',
  },
  'auth-invalid': {
    status: 400,
    title: 'The auth secret is malformed',
    help: 'Send PushSubscription.toJSON() as the browser made it.',
  },
  'endpoint-owned': {
    status: 409,
    title: 'The endpoint belongs to another subscriber',
    help: 'Unsubscribe in the browser and subscribe again.',
  },
  'endpoint-gone': {
    status: 409,
    title: 'The push service has ended this subscription',
    help: 'Unsubscribe in the browser and subscribe again.',
  },
  'endpoint-key-mismatch': {
    status: 409,
    title: 'The push service takes another key for this subscription',
    help: 'Unsubscribe in the browser and subscribe again.',
  },
  'vapid-key-unknown': {
    status: 409,
    title: 'The subscription was made with an unknown key',
    help: 'Unsubscribe in the browser and subscribe again with the key from /config.',
  },
  'vapid-key-retired': {
    status: 409,
    title: 'The subscription was made with a retired key',
    help: 'Unsubscribe in the browser and subscribe again with the key from /config.',
  },
  'vapid-key-missing': {
    status: 503,
    title: 'The site has no VAPID key',
    help: 'Run belfry doctor on the server.',
    isForOperator: true,
  },
  'caller-missing': {
    status: 401,
    title: 'Nothing says who asks',
    help: 'Send an identity token, or the handle that the registration of the browser returned.',
  },
  'handle-invalid': {
    status: 401,
    title: 'The handle proves no subscription',
    help: 'Register the subscription again (PUT /b/:site/subscription) and use the handle of the answer.',
  },
  'subscription-unknown': {
    status: 404,
    title: 'There is no such subscription',
    help: 'Check its id; it may belong to another site.',
  },
  'too-many-newcomers': {
    status: 429,
    title: 'Too many new subscriptions came from this network today',
    help: 'Try again later. Browsers that are known already are let in all the while.',
  },
  'too-many-subscriptions': {
    status: 409,
    title: 'The subscriber has too many subscriptions',
    help: 'Unsubscribe one first.',
  },
} as const satisfies RefusalKinds
