import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

// OWASP's second choice for scrypt: 32 MiB a guess. `maxmem` is above it, because OpenSSL counts its
// own blocks as well.
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 }

// Letters and digits that are not mistaken for each other when read from a terminal and typed.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A new password: four groups of five, about 99 bits. */
export function makePassword(): string {
  const letters = Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)])
  return (letters.join('').match(/.{5}/g) ?? []).join('-')
}

/** The stored form of a password: `scrypt$N$r$p$salt$hash`. `N` is the work of each guess. */
export async function hashPassword(password: string, N: number = cost.N): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, 32, { ...cost, N })
  const { r, p } = cost
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Whether `password` is the one that `stored` was made from. It takes equally long either way. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = stored.split('$')
  const expected = Buffer.from(hash, 'base64url')
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem: cost.maxmem }
  const actual = await derive(password, Buffer.from(salt, 'base64url'), expected.length, options)
  return timingSafeEqual(actual, expected)
}
