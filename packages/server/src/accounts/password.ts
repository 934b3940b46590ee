import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '../refusals/refusal.ts'

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

/** The work of a hash, as scrypt counts it. */
interface HashCost {
  N: number
  r: number
  p: number
}

// OWASP's second choice for scrypt: 32 MiB a guess. The limit is above it, because OpenSSL counts its own blocks too.
const COST: HashCost = { N: 2 ** 15, r: 8, p: 3 }
const MAX_MEMORY = 64 * 2 ** 20
const AT_ONCE = 2
const MOST_WAITING = 20

/** Hashes passwords, a few at once: strangers cause it, and each takes 32 MiB and a core. */
export interface PasswordHasher {
  /** `scrypt$N$r$p$salt$hash`. Throws Refusal `sign-in-throttled` while too many wait. */
  hash(password: string): Promise<string>
  /** Takes equally long either way. */
  verify(password: string, stored: string): Promise<boolean>
}

export function createPasswordHasher(cost: HashCost = COST): PasswordHasher {
  const inTurn = createTurns()
  return {
    hash: (password) =>
      inTurn(async () => {
        const { N, r, p } = cost
        const salt = randomBytes(16)
        const hash = await derive(password.normalize('NFKC'), salt, 32, { N, r, p, maxmem: MAX_MEMORY })
        return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$')
      }),
    verify: (password, stored) =>
      inTurn(async () => {
        const [, N, r, p, salt = '', hash = ''] = stored.split('$')
        const expected = Buffer.from(hash, 'base64url')
        const options = { N: Number(N), r: Number(r), p: Number(p), maxmem: MAX_MEMORY }
        const actual = await derive(
          password.normalize('NFKC'),
          Buffer.from(salt, 'base64url'),
          expected.length,
          options,
        )
        return timingSafeEqual(actual, expected)
      }),
  }
}

function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= AT_ONCE) {
      if (waiting.length >= MOST_WAITING) throw new Refusal('sign-in-throttled', 'too many people sign in at once')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else {
      running += 1
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
