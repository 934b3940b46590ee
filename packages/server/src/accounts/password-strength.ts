import { Refusal } from '../refusals/refusal.ts'

const LEAST_CHARACTERS = 12
const LEAST_DIFFERENT = 5

// What guessers try first at twelve characters or more: published lists of leaked passwords, without what the other
// rules refuse anyway.
const COMMON = new Set([
  'administrator',
  'changeme1234',
  'changemechangeme',
  'correcthorsebatterystaple',
  'iloveyouforever',
  'letmein12345',
  'letmeinletmein',
  'liverpoolfc1',
  'minecraft123',
  'mypassword123',
  'p@ssw0rd1234',
  'p@ssword1234',
  'passw0rd1234',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'qwerty123456',
  'qwerty1234567',
  'qwertyuiop123',
  'q1w2e3r4t5y6',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'unbelievable',
  'welcome12345',
  'welcome123456',
])

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '01234567890123456789',
  '1234567890qwertyuiop',
]

/**
 * Refuses passwords that are guessed first: short ones, those in every list, runs along the keyboard, few characters
 * repeated, and the person's own words (NIST SP 800-63B section 3.1.1.2). No rule asks for kinds of characters.
 */
export function refuseWeakPassword(password: string, own: readonly string[]): void {
  const why = weaknessOf(password, own)
  if (why !== undefined) throw new Refusal('password-weak', `the password ${why}`, { field: 'password' })
}

function weaknessOf(password: string, own: readonly string[]): string | undefined {
  const plain = password.normalize('NFKC').toLowerCase()
  const characters = Array.from(plain)
  if (characters.length < LEAST_CHARACTERS) return `has fewer than ${LEAST_CHARACTERS} characters`
  if (new Set(characters).size < LEAST_DIFFERENT) return `has fewer than ${LEAST_DIFFERENT} different characters`
  if (COMMON.has(plain) || isRun(plain) || isRepeated(plain)) return 'is one that everybody tries first'
  if (own.some((text) => text.toLowerCase() === plain)) return 'is your name or your address'
  const words = own.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 3)
  const rest = [...words, 'belfry', 'password', 'dashboard'].reduce((left, word) => left.replaceAll(word, ''), plain)
  return rest.length < 6 ? 'is little more than your name, your address or "password"' : undefined
}

function isRun(plain: string): boolean {
  const reversed = Array.from(plain).toReversed().join('')
  return ROWS.some((row) => (row + row).includes(plain) || (row + row).includes(reversed))
}

function isRepeated(plain: string): boolean {
  return /^(.{1,6})\1+$/su.test(plain)
}
