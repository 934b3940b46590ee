import type { VapidKeyFault } from '@belfry/web-push'
import type { RefusalKind, RefusalKinds } from '../refusals/refusal-kind.ts'

/** The faults of an imported VAPID key. */
const VAPID_KEY_FAULTS = {
  'vapid-keys-invalid': {
    status: 400,
    title: 'The VAPID key cannot be read',
    help:
      'Send it as PEM, as DER in base64, as a JWK, as the JSON of ' +
      'web-push, or as 32 bytes in base64url, base64 or hex.',
  },
  'vapid-key-encrypted': {
    status: 400,
    title: 'The VAPID key is encrypted with a passphrase',
    help: 'Decrypt it first, with openssl pkey -in private_key.pem -out decrypted.pem.',
  },
  'vapid-key-public': {
    status: 400,
    title: 'The VAPID key is a public key',
    help: 'Send the private key; the public one is made from it.',
  },
  'vapid-key-wrong-curve': {
    status: 400,
    title: 'The VAPID key is of another curve or kind',
    help: 'Push services take keys of P-256 only, which is also called prime256v1.',
  },
  'vapid-key-out-of-range': {
    status: 400,
    title: 'The VAPID private key is no number of the curve',
    help: 'It is zero or too large: look whether it came whole and unchanged.',
  },
  'vapid-keys-mismatch': {
    status: 400,
    title: 'The VAPID public key belongs to another private key',
    help: 'Send the two that belong together, or the private one alone.',
  },
} as const satisfies Record<VapidKeyFault, RefusalKind>

/** The refusals about keys. */
export const KEY_REFUSALS = {
  ...VAPID_KEY_FAULTS,
  'api-key-not-found': {
    status: 404,
    title: 'There is no such API key',
    help: 'Check its id; GET /v1/api-keys lists them. It may belong to another site.',
  },
  'vapid-key-not-found': {
    status: 404,
    title: 'There is no such VAPID key',
    help: 'Check its id; GET /v1/vapid-keys lists them. It may belong to another site.',
  },
  'vapid-key-taken': {
    status: 409,
    title: 'The VAPID key belongs to another site',
    help: 'Give each site a key of its own.',
  },
  'vapid-key-active': {
    status: 409,
    title: 'The VAPID key is the active one',
    help: 'Make another one first: POST /v1/vapid-keys.',
  },
  'vapid-key-in-use': {
    status: 409,
    title: 'Subscriptions depend on the VAPID key',
    help: 'Wait until their browsers have moved over, or say with losing how many it may cost.',
  },
  'vapid-key-incomplete': {
    status: 409,
    title: 'The private half of the VAPID key is not here',
    help: 'Bring the pair with POST /v1/vapid-keys.',
  },
} as const satisfies RefusalKinds
