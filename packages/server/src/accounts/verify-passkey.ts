import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { PasskeyAnswer, PasskeyMade } from './passkey-schema.ts'
import type { StoredPasskey } from './passkey-store.ts'

// Whoever holds the device has to show that it is theirs: without that, a passkey would be one factor.
const STRICT = { requireUserVerification: true } as const

const NO_EXTENSIONS = { clientExtensionResults: {} }

interface Expected {
  origin: string
  isOurs: (challenge: string) => boolean
}

export interface NewPasskey {
  id: string
  publicKey: Uint8Array
  counter: number
  isSynced: boolean
}

/** Throws for one that was not made here and now. */
export async function verifyNewPasskey(made: PasskeyMade, { origin, isOurs }: Expected): Promise<NewPasskey> {
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: { ...made, ...NO_EXTENSIONS } as Parameters<typeof verifyRegistrationResponse>[0]['response'],
    expectedChallenge: isOurs,
    expectedOrigin: origin,
    expectedRPID: new URL(origin).hostname,
    ...STRICT,
  })
  if (!verified) throw new Error('it does not verify')
  const { credential, credentialBackedUp } = registrationInfo
  const { id, publicKey, counter } = credential
  return { id, publicKey, counter, isSynced: credentialBackedUp }
}

/** The new counter; throws for an answer that is not the passkey's, and for one whose counter has gone back. */
export async function verifyPasskey(
  answer: PasskeyAnswer,
  { id, publicKey, counter, origin }: StoredPasskey,
  isOurs: Expected['isOurs'],
): Promise<number> {
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...answer, ...NO_EXTENSIONS } as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
    expectedChallenge: isOurs,
    expectedOrigin: origin,
    expectedRPID: new URL(origin).hostname,
    credential: { id, publicKey: new Uint8Array(publicKey), counter },
    ...STRICT,
  })
  if (!verified) throw new Error('it does not verify')
  return authenticationInfo.newCounter
}
