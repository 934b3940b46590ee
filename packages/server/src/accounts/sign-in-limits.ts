import { householdOf } from '../limits/client-address.ts'
import { TokenBuckets, type Budget } from '../limits/token-buckets.ts'

/** Somebody who tries to sign in. */
export interface Attempt {
  /** In lower case. */
  email: string
  address: string | undefined
  /** The browser has signed in with this address before. */
  isKnown: boolean
}

/** Bounds guessing, and locks nobody out. Each process counts for itself. */
export interface SignInLimits {
  /** Milliseconds to wait before the next attempt; 0: this one may be made, and counts as failed until forgiven. */
  begin(attempt: Attempt): number
  /** It was right. */
  forgive(attempt: Attempt): void
}

const STRANGERS: Budget = { name: 'sign-ins', burst: 10, perMinute: 2 }
// A stolen cookie of a known browser guesses no faster.
const KNOWN: Budget = { name: 'known', burst: 10, perMinute: 1 }
const FREE_FAILURES = 5
const LONGEST_MS = 15 * 60_000
const ACCOUNTS_KEPT = 10_000

/**
 * Strangers share a budget for each address, and from the sixth failure on an account makes them wait twice as long
 * each time, wherever they are. A browser that has signed in before has a budget of its own: whoever keeps guessing
 * slows down strangers, and not the account's owner.
 */
export function createSignInLimits(now: () => number): SignInLimits {
  const strangers = new TokenBuckets(STRANGERS)
  const known = new TokenBuckets(KNOWN)
  const accounts = new Map<string, { failures: number; next: number }>()
  const nameOf = ({ address }: Attempt) => (address === undefined ? '' : householdOf(address))

  return {
    begin(attempt) {
      const at = now()
      if (attempt.isKnown) return known.take(attempt.email, at).waitMs
      const account = accounts.get(attempt.email) ?? { failures: 0, next: 0 }
      if (account.next > at) return account.next - at
      const { waitMs } = strangers.take(nameOf(attempt), at)
      if (waitMs > 0) return waitMs
      const failures = account.failures + 1
      accounts.delete(attempt.email) // to the end: the first of the map is the one unused for longest
      accounts.set(attempt.email, { failures, next: failures < FREE_FAILURES ? 0 : at + delayAfter(failures) })
      const oldest = accounts.keys().next()
      if (accounts.size > ACCOUNTS_KEPT && !oldest.done) accounts.delete(oldest.value)
      return 0
    },
    forgive(attempt) {
      if (attempt.isKnown) known.giveBack(attempt.email)
      else {
        strangers.giveBack(nameOf(attempt))
        accounts.delete(attempt.email)
      }
    },
  }
}

function delayAfter(failures: number): number {
  return Math.min(LONGEST_MS, 1000 * 2 ** (failures - FREE_FAILURES))
}
