import type { Profile } from '../profiles/profile.ts'
import { accept, refuse, type Checked } from '../profiles/refusal.ts'

export type Urgency = 'very-low' | 'low' | 'normal' | 'high'

export interface PushHeaders {
  /** seconds, already cut to what the service keeps */
  readonly ttl: number
  readonly urgency: Urgency
  readonly topic: string | undefined
}

/** Reads TTL, Urgency and Topic (RFC 8030 §5.2 to §5.4). */
export function parsePushHeaders(header: (name: string) => string | undefined, profile: Profile): Checked<PushHeaders> {
  const ttl = header('ttl')
  if (ttl === undefined) return refuse('ttl-missing', 'there is no TTL header')
  if (/^-\d+$/.test(ttl)) return refuse('ttl-negative', 'TTL is negative')
  if (!/^\d+$/.test(ttl)) return refuse('ttl-invalid', 'TTL is not a number of seconds')
  const cachePolicy = header('x-wns-cache-policy')
  if (profile.name === 'wns' && cachePolicy !== undefined) {
    const expected = Number(ttl) === 0 ? 'no-cache' : 'cache'
    if (cachePolicy.toLowerCase() !== expected)
      return refuse('cache-policy-conflict', 'TTL and X-WNS-Cache-Policy contradict each other')
  }

  const given = header('urgency') ?? 'normal'
  const urgency = profile.ignoresUrgency && !isUrgency(given) ? 'normal' : given
  if (!isUrgency(urgency)) return refuse('urgency-invalid', 'Urgency is not very-low, low, normal or high')

  const topic = header('topic')
  const alphabet = profile.takesPaddedTopic ? /^[A-Za-z0-9_-]+=*$/ : /^[A-Za-z0-9_-]+$/
  if (topic !== undefined && (topic.length > 32 || !alphabet.test(topic)))
    return refuse('topic-invalid', 'Topic is not 1 to 32 characters of base64url')
  // No base64 text has such a length; Apple decodes the Topic and refuses it.
  if (topic !== undefined && profile.name === 'apple' && topic.length % 4 === 1)
    return refuse('topic-invalid', 'Topic cannot be decoded as base64url')
  return accept({ ttl: Math.min(Number(ttl), profile.maxTtl), urgency, topic })
}

function isUrgency(text: string): text is Urgency {
  return text === 'very-low' || text === 'low' || text === 'normal' || text === 'high'
}
