import { z } from 'zod'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { passwordField } from './schema.ts'

const binary = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/, 'must be base64url')
const id = binary(1400).min(1) // 1023 bytes at most: WebAuthn section 4

// As browsers write them (toJSON). They add fields as the standard grows; what is not named here is not looked at.
const credential = { id, rawId: id, type: z.literal('public-key') }

/** RegistrationResponseJSON of WebAuthn. */
const passkeyMade = z
  .object({
    ...credential,
    response: z.object({
      clientDataJSON: binary(8000),
      attestationObject: binary(20_000),
      transports: z.array(z.string().max(40)).max(10).optional(),
    }),
  })
  .meta({ id: 'PasskeyRegistration' })

/** AuthenticationResponseJSON of WebAuthn. */
const passkeyAnswer = z
  .object({
    ...credential,
    response: z.object({
      clientDataJSON: binary(8000),
      authenticatorData: binary(8000),
      signature: binary(8000),
      userHandle: binary(200).nullish(),
    }),
  })
  .meta({ id: 'PasskeyAuthentication' })

export type PasskeyMade = z.output<typeof passkeyMade>
export type PasskeyAnswer = z.output<typeof passkeyAnswer>

export const passkeyBeginSchema = z.strictObject({ password: passwordField }).meta({ id: 'PasskeyBegin' })

export const newPasskeySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100).regex(STORABLE_TEXT, NOT_STORABLE),
    credential: passkeyMade,
  })
  .meta({ id: 'NewPasskey' })

export const passkeySignInSchema = z.strictObject({ credential: passkeyAnswer }).meta({ id: 'PasskeySignIn' })

const time = z.iso.datetime()

export const passkeyView = z
  .object({
    id: z.string(),
    name: z.string(),
    origin: z.string().describe('The only address at which it signs in.'),
    isSynced: z.boolean().describe('Its maker keeps copies of it on other devices of the same person.'),
    createdAt: time,
    lastUsedAt: time.nullable(),
  })
  .meta({ id: 'Passkey' })

const descriptor = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.array(z.string()).optional(),
})

export const passkeyRequestAnswer = z
  .object({
    challenge: z.string(),
    rpId: z.string(),
    timeout: z.int(),
    userVerification: z.literal('required'),
  })
  .meta({ id: 'PasskeyRequestOptions' })

export const passkeyCreationAnswer = z
  .object({
    challenge: z.string(),
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
    timeout: z.int(),
    attestation: z.literal('none'),
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.object({
      residentKey: z.literal('required'),
      requireResidentKey: z.literal(true),
      userVerification: z.literal('required'),
    }),
  })
  .meta({ id: 'PasskeyCreationOptions' })
