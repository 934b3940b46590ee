import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { grantedTopics } from '../subscribers/identity.ts'

// What a link to a person's preferences carries: whose they are, until when, which granted topics it may turn on, and a
// proof over these and the row's birth. A number is given anew where a row was deleted (SQLite), a birth is not.
//
//   4f2a.t5b3k0.WyJuZXdzIl0.Hk3…     number and second in base 36, topics where there are any, 16 bytes of HMAC

const PROOF_BYTES = 16
const LONGEST = 8192
const BASE = 36

export interface LinkedPerson {
  siteId: string
  subscriber: number
  createdAt: number
}

/** What a link says before it is proved. */
export interface LinkClaim {
  subscriber: number
  topics: readonly string[]
  /** Seconds since the epoch. */
  exp: number
  proof: Buffer
}

/** For this purpose only: a token for anything else is signed with another key. */
export function linkKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'belfry preferences link', 32))
}

export function makeLinkToken(key: Buffer, person: LinkedPerson, topics: readonly string[], exp: number): string {
  const list = topics.length === 0 ? [] : [Buffer.from(JSON.stringify(topics)).toString('base64url')]
  const proof = proofOf(key, person, topics, exp).toString('base64url')
  return [person.subscriber.toString(BASE), exp.toString(BASE), ...list, proof].join('.')
}

/** Takes a token apart; undefined where it is none. Pure. */
export function readLinkToken(token: string): LinkClaim | undefined {
  if (token.length > LONGEST || !/^[0-9a-z]{1,11}\.[0-9a-z]{1,11}(\.[\w-]+){1,2}$/.test(token)) return undefined
  const [subscriber = '', exp = '', ...rest] = token.split('.')
  const proof = Buffer.from(rest.pop() ?? '', 'base64url')
  const topics = rest[0] === undefined ? [] : parseTopics(rest[0])
  if (topics === undefined || proof.length !== PROOF_BYTES) return undefined
  const claim = { subscriber: Number.parseInt(subscriber, BASE), exp: Number.parseInt(exp, BASE), topics, proof }
  return Number.isSafeInteger(claim.subscriber) && Number.isSafeInteger(claim.exp) ? claim : undefined
}

export function isProved(key: Buffer, { topics, exp, proof }: LinkClaim, person: LinkedPerson): boolean {
  return timingSafeEqual(proof, proofOf(key, person, topics, exp))
}

function proofOf(key: Buffer, person: LinkedPerson, topics: readonly string[], exp: number): Buffer {
  const text = JSON.stringify([person.siteId, person.subscriber, person.createdAt, topics, exp])
  return createHmac('sha256', key).update(`belfry-preferences.${text}`).digest().subarray(0, PROOF_BYTES)
}

function parseTopics(text: string): string[] | undefined {
  try {
    return grantedTopics.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data
  } catch {
    return undefined
  }
}
