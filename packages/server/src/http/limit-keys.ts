import { createBlockLimit } from '../limits/block-limit.ts'
import { rateLimitFields } from '../limits/rate-limit-fields.ts'
import type { Allowance, Budget } from '../limits/token-buckets.ts'
import type { RequestApiKey } from './environment.ts'
import type { HttpEvents } from './events.ts'
import { problemAnswer } from './problem-answer.ts'

export interface KeyLimitNeeds {
  /** How often each key, and each operator, may ask; 0: as often as they like. */
  perMinute: number
  now: () => number
  /** One budget for all processes; without it each counts for itself. */
  share?: ((budget: Budget, of: string) => Promise<Allowance>) | undefined
  keyLimited: HttpEvents['keyLimited']
}

/** The refusal of a request whose key, or operator, asks too often; undefined: it may pass. */
export type RefuseOften = (by: RequestApiKey) => Promise<Response | undefined>

/** Bounds how often each API key and each operator may ask: a script that runs wild must not stop the others. */
export function limitKeys({ perMinute, now, share, keyLimited }: KeyLimitNeeds): RefuseOften {
  if (perMinute === 0) return () => Promise.resolve(undefined)
  const take = createBlockLimit({ name: 'key', burst: perMinute, perMinute }, now, share)
  return async ({ id, operator }) => {
    const allowance = await take(operator === undefined ? `key ${id}` : `operator ${operator}`)
    if (allowance.waitMs === 0) return undefined
    keyLimited(operator === undefined ? { key: id } : { operator })
    const seconds = String(Math.max(1, Math.ceil(allowance.waitMs / 1000)))
    return problemAnswer('api-key-limited', { headers: { 'retry-after': seconds, ...rateLimitFields([allowance]) } })
  }
}
