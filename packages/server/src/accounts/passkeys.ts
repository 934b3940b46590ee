import type { z } from 'zod'
import type { Database } from '../database/database.ts'
import { householdOf } from '../limits/client-address.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { AccountEvents } from './events.ts'
import type { PasskeyChallenges } from './passkey-challenge.ts'
import type { newPasskeySchema, passkeyCreationAnswer, PasskeyAnswer, passkeyRequestAnswer } from './passkey-schema.ts'
import {
  dropPasskey,
  findPasskey,
  insertPasskey,
  listPasskeys,
  usePasskey,
  type StoredPasskey,
} from './passkey-store.ts'
import type { SignedIn } from './sessions.ts'
import { SignInThrottled, type SignIn, type SignInStep } from './sign-in.ts'
import type { SignInLimits } from './sign-in-limits.ts'
import type { Visit } from './visit.ts'

/** Signing in with a device that knows its owner: two factors in one, and worth nothing at another address. */
export interface Passkeys {
  list(operatorId: string): Promise<StoredPasskey[]>
  /** What the browser needs to make one. Throws Refusal `password-wrong` or `limit-reached`. */
  begin(visit: Visit, who: SignedIn, password: string): Promise<z.output<typeof passkeyCreationAnswer>>
  /** Throws Refusal `passkey-not-made` or `passkey-taken`. */
  add(visit: Visit, who: SignedIn, made: z.output<typeof newPasskeySchema>): Promise<StoredPasskey>
  /** Throws Refusal `passkey-not-found`. */
  remove(who: SignedIn, id: string): Promise<void>
  /** What the browser needs to sign in with one: the same for everybody. */
  ask(visit: Visit): z.output<typeof passkeyRequestAnswer>
  /** Throws Refusal `passkey-refused` or a SignInThrottled. */
  signIn(visit: Visit, answer: PasskeyAnswer): Promise<SignInStep>
}

export interface PasskeysNeeds {
  database: Database
  challenges: PasskeyChallenges
  limits: SignInLimits
  /** Throws Refusal `password-wrong`. */
  prove: (who: SignedIn, password: string) => Promise<void>
  enter: SignIn['enterByPasskey']
  events: AccountEvents
  now: () => number
}

const MOST = 20
const TIMEOUT_MS = 5 * 60_000
// EdDSA, ES256, RS256: RFC 9053 and RFC 8812.
const ALGORITHMS = [-8, -7, -257]
const SIGN_IN = 'sign-in'

export function createPasskeys(needs: PasskeysNeeds): Passkeys {
  const { database, challenges, limits, prove, enter, events, now } = needs
  const { kysely } = database
  const making = ({ session }: SignedIn) => `make ${session.id}`

  return {
    list: (operatorId) => listPasskeys(kysely, operatorId),
    async begin(visit, who, password) {
      await prove(who, password)
      const { id, name, email } = who.operator
      const present = await listPasskeys(kysely, id)
      if (present.length >= MOST) throw new Refusal('limit-reached', `${MOST} passkeys are the most there can be`)
      return {
        challenge: challenges.make(making(who)),
        rp: { id: hostOf(visit), name: 'Belfry' },
        user: { id: Buffer.from(id).toString('base64url'), name: email ?? name, displayName: name },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key' as const, alg })),
        timeout: TIMEOUT_MS,
        attestation: 'none',
        excludeCredentials: present.map((one) => ({ id: one.id, type: 'public-key' as const })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      }
    },
    async add(visit, who, { name, credential }) {
      const { verifyNewPasskey } = await import('./verify-passkey.ts')
      const origin = originOf(visit)
      const challenge = once((given) => challenges.isOurs(given, making(who)))
      const made = await verifyNewPasskey(credential, { origin, isOurs: challenge.isOurs }).catch((error: Error) => {
        throw new Refusal('passkey-not-made', `it is no new passkey of this page: ${error.message}`)
      })
      const { transports } = credential.response
      const passkey = { ...made, operatorId: who.operator.id, name, origin, transports, createdAt: now() }
      const isNew = (await challenges.take(kysely, challenge.taken())) && (await insertPasskey(kysely, passkey))
      if (!isNew) throw new Refusal('passkey-taken', 'this passkey is there already')
      await events.did('addPasskey', who.operator.id)
      return { ...passkey, lastUsedAt: null }
    },
    async remove({ operator }, id) {
      if (!(await dropPasskey(kysely, operator.id, id))) {
        throw new Refusal('passkey-not-found', 'you have no such passkey')
      }
      await events.did('removePasskey', operator.id)
    },
    ask: (visit) => ({
      challenge: challenges.make(SIGN_IN),
      rpId: hostOf(visit),
      timeout: TIMEOUT_MS,
      userVerification: 'required',
    }),
    async signIn(visit, answer) {
      const from = visit.address === undefined ? undefined : householdOf(visit.address)
      const attempt = { email: `passkey ${answer.id}`, address: visit.address, isKnown: false }
      const waitMs = limits.begin(attempt)
      if (waitMs > 0) {
        events.signInFailed({ outcome: 'throttled', from })
        throw new SignInThrottled(waitMs)
      }
      const passkey = await proved(answer)
      if (passkey === undefined) {
        events.signInFailed({ outcome: 'failed', from })
        throw new Refusal('passkey-refused', 'the passkey is unknown here, or its answer is wrong')
      }
      limits.forgive(attempt)
      return enter(visit, passkey.operatorId)
    },
  }

  // Every reason is the same to a stranger: none says whether there is such a passkey.
  async function proved(answer: PasskeyAnswer): Promise<StoredPasskey | undefined> {
    const passkey = await findPasskey(kysely, answer.id)
    if (passkey === undefined) return undefined
    const { verifyPasskey } = await import('./verify-passkey.ts')
    const challenge = once((given) => challenges.isOurs(given, SIGN_IN))
    const counter = await verifyPasskey(answer, passkey, challenge.isOurs).catch(() => undefined)
    if (counter === undefined || !(await challenges.take(kysely, challenge.taken()))) return undefined
    return (await usePasskey(kysely, passkey, counter, now())) ? passkey : undefined
  }
}

// The challenge stands inside of what the browser has signed: whoever reads that says which one it was.
function once(isOurs: (challenge: string) => boolean) {
  let accepted: string | undefined
  return {
    isOurs: (challenge: string): boolean => {
      if (!isOurs(challenge)) return false
      accepted = challenge
      return true
    },
    taken: (): string => {
      if (accepted === undefined) throw new Error('nobody has looked at the challenge')
      return accepted
    },
  }
}

// A page of the dashboard always says where it is (http/dashboard-page.ts); a program may say anything.
function originOf({ headers }: Visit): string {
  const origin = headers.get('origin') ?? ''
  if (/^https?:/.test(origin) && URL.canParse(origin)) return new URL(origin).origin
  throw new Refusal('origin-foreign', `${origin.slice(0, 100)} is not the origin of a page`)
}

function hostOf(visit: Visit): string {
  return new URL(originOf(visit)).hostname
}
