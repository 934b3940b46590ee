import { Refusal } from '../refusals/refusal.ts'

const LEAST_CHARACTERS = 12
const LEAST_DIFFERENT = 5

// What guessers try first at twelve characters or more, and neither the list nor a rule has.
const ALSO_COMMON = ['correcthorsebatterystaple', 'iloveyouforever', 'liverpoolfc1', 'unbelievable']
const LEAST_PART = 3
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  4: 'a',
  0: 'o',
  1: 'i',
  '!': 'i',
  3: 'e',
  $: 's',
  5: 's',
}

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '01234567890123456789',
  '1234567890qwertyuiop',
]

/** Tells whether a text is one of the most frequent passwords. */
export type IsCommon = (text: string) => boolean

/**
 * The 49,000 most frequent passwords of published leaks, from a package and not from the network; loaded when somebody
 * sets a password.
 */
export async function loadCommonPasswords(): Promise<IsCommon> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const common = new Set([...dictionary['passwords-common'], ...ALSO_COMMON].map(String))
  return (text) => common.has(text)
}

/**
 * Refuses passwords that are guessed first: short ones, the most frequent ones, also with something appended or two of
 * them in a row, runs along the keyboard, few characters repeated, and the words of the person and the sites (NIST SP
 * 800-63B section 3.1.1.2). No rule asks for kinds of characters.
 */
export function refuseWeakPassword(password: string, own: readonly string[], isCommon: IsCommon): void {
  const why = weaknessOf(password, own, isCommon)
  if (why !== undefined) throw new Refusal('password-weak', `the password ${why}`, { field: 'password' })
}

function weaknessOf(password: string, own: readonly string[], isCommon: IsCommon): string | undefined {
  const plain = password.normalize('NFKC').toLowerCase()
  const characters = Array.from(plain)
  if (characters.length < LEAST_CHARACTERS) return `has fewer than ${LEAST_CHARACTERS} characters`
  if (new Set(characters).size < LEAST_DIFFERENT) return `has fewer than ${LEAST_DIFFERENT} different characters`
  if (isRun(plain) || isRepeated(plain) || isGuessed(plain, isCommon)) return 'is one that everybody tries first'
  if (own.some((text) => text.toLowerCase() === plain)) return 'is your name or your address'
  const words = own.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 3)
  const known = [...words, 'belfry', 'password', 'dashboard'].toSorted((a, b) => b.length - a.length)
  const rest = known.reduce((left, word) => left.replaceAll(word, ''), plain)
  return rest.length < 6 ? 'is little more than your name, your address, your site or "password"' : undefined
}

/** One of the list, or two of it in a row, in any of the usual disguises: `Dr@gon-123456`. */
function isGuessed(plain: string, isCommon: IsCommon): boolean {
  const bare = plain.replaceAll(/[^\p{L}\p{N}@$!]/gu, '')
  const spelled = Array.from(bare, (character) => LOOK_ALIKES[character] ?? character).join('')
  return [plain, bare, spelled].some((text) => isCommon(text) || isTwo(text, bare, isCommon))
}

// A part that is no word is one all the same where it is short, or a run: what people append.
function isTwo(text: string, asTyped: string, isCommon: IsCommon): boolean {
  if (text.length > 40) return false
  const isPart = (from: number, to: number) => {
    const [part, typed] = [text.slice(from, to), asTyped.slice(from, to)]
    return isCommon(part) || isCommon(typed) || isRun(typed) || isRepeated(typed)
  }
  for (let at = LEAST_PART; at <= text.length - LEAST_PART; at += 1) {
    if (isPart(0, at) && isPart(at, text.length)) return true
  }
  return [1, 2].some((short) => isCommon(text.slice(0, -short)) || isCommon(text.slice(short)))
}

function isRun(plain: string): boolean {
  const reversed = Array.from(plain).toReversed().join('')
  return ROWS.some((row) => (row + row).includes(plain) || (row + row).includes(reversed))
}

function isRepeated(plain: string): boolean {
  return /^(.{1,8})\1+$/su.test(plain)
}
