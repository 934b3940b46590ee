import type { Allowance, Budget } from './token-buckets.ts'

/**
 * The header fields that say what may be done and what is left of it
 * (draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4): lists of structured fields (RFC 9651). `w` is
 * how long an empty budget takes to fill, `t` the time until there is one more.
 *
 * @example
 * rateLimitFields([{ budget: { name: 'address', burst: 120, perMinute: 120 }, tokens: 41.2, waitMs: 0 }])
 * // { 'ratelimit-policy': '"address";q=120;w=60', ratelimit: '"address";r=41;t=1' }
 */
export function rateLimitFields(allowances: readonly Allowance[]): Record<string, string> {
  return {
    'ratelimit-policy': allowances.map(({ budget }) => policyOf(budget)).join(', '),
    ratelimit: allowances.map(limitOf).join(', '),
  }
}

function policyOf({ name, burst, perMinute }: Budget): string {
  return `"${name}";q=${burst};w=${Math.ceil((burst / perMinute) * 60)}`
}

function limitOf({ budget, tokens }: Allowance): string {
  const left = Math.floor(tokens)
  const limit = `"${budget.name}";r=${left}`
  if (tokens >= budget.burst) return limit
  return `${limit};t=${Math.ceil(((left + 1 - tokens) / budget.perMinute) * 60)}`
}
