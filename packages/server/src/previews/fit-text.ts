/** The room that a system has for a text: about so many Latin letters a line. */
export interface TextRoom {
  lines: number
  /** Of a line; a Chinese character or an emoji takes two. */
  letters: number
}

const ELLIPSIS = '…'
const WIDE = /\p{sc=Han}|\p{sc=Hiragana}|\p{sc=Katakana}|\p{sc=Hangul}|\p{RI}|\p{Emoji_Presentation}/u
const NEW_LINE = /^[\r\n\u2028\u2029]/

export interface FittedText {
  text: string
  isCut: boolean
}

/**
 * The part of a text that fits, about: fonts differ in width, and words are not wrapped here. It is cut between
 * graphemes, as a system does it. On a single line, new lines are spaces.
 *
 * @example
 * fitText('The form does not accept my address', { lines: 1, letters: 20 }).text // 'The form does not a…'
 */
export function fitText(text: string, { lines, letters }: TextRoom): FittedText {
  const whole = (lines === 1 ? text.replaceAll(/\s*[\r\n\u2028\u2029]\s*/g, ' ') : text).trimEnd()
  const room = lines * letters
  let used = 0
  let end = 0 // where it is cut if it turns out to be too long
  for (const { segment, index } of new Intl.Segmenter().segment(whole)) {
    const isNewLine = NEW_LINE.test(segment)
    used = isNewLine ? (Math.floor(used / letters) + 1) * letters : used + (WIDE.test(segment) ? 2 : 1)
    if (used > room || (isNewLine && used === room)) {
      return { text: `${whole.slice(0, end).trimEnd()}${ELLIPSIS}`, isCut: true }
    }
    if (used < room) end = index + segment.length
  }
  return { text: whole, isCut: false }
}
