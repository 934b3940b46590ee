export interface TextLimits {
  /** Graphemes, the visible characters: a letter with its accents, a flag, a family emoji. */
  graphemes: number
  /** Bytes of the text inside a JSON string, escapes included. */
  bytes: number
}

const ELLIPSIS = '…'

/**
 * Shortens a text to its limits, ellipsis included, and never through the middle of a grapheme.
 * A text within the limits stays as it is. Lone surrogates become U+FFFD, because they are no valid UTF-8.
 *
 * @example
 * cutText('Grüße 👨‍👩‍👧‍👦!', { graphemes: 7, bytes: 100 }) // 'Grüße…'
 */
export function cutText(text: string, limits: TextLimits): string {
  const whole = text.toWellFormed()
  let graphemes = 0
  let bytes = 0
  let end = 0 // where the text is cut if it turns out to be too long
  for (const { segment, index } of new Intl.Segmenter().segment(whole)) {
    graphemes += 1
    bytes += jsonBytes(segment)
    if (graphemes > limits.graphemes || bytes > limits.bytes) {
      return `${whole.slice(0, end).trimEnd()}${ELLIPSIS}`
    }
    if (graphemes < limits.graphemes && bytes + ELLIPSIS_BYTES <= limits.bytes) {
      end = index + segment.length
    }
  }
  return whole
}

/** The bytes a text takes inside a JSON string: a quote is escaped, an emoji is four bytes. */
export function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2
}

const ELLIPSIS_BYTES = jsonBytes(ELLIPSIS)
