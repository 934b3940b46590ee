/** A longer string is decoded each time. */
const LONGEST = 64

interface Recent {
  /** The octets that were decoded, of which `length` count. */
  readonly octets: Buffer
  length: number
  text: string
}

/**
 * The last string in each place of a header block: a push service sends the same server, and the same date for a
 * second, with each of thousands of answers, and many of them index nothing.
 */
export class RecentStrings {
  readonly #places: (Recent | undefined)[] = []

  /** The text of these octets, if they came last in this place. */
  find(place: number, bytes: Buffer, start: number, end: number): string | undefined {
    const recent = this.#places[place]
    if (recent === undefined || recent.length !== end - start) {
      return undefined
    }
    const { octets } = recent
    // From the end, where a date or an id differs.
    for (let i = recent.length - 1; i >= 0; i--) {
      if (octets[i] !== bytes[start + i]) {
        return undefined
      }
    }
    return recent.text
  }

  keep(place: number, bytes: Buffer, start: number, end: number, text: string): void {
    if (end - start > LONGEST) {
      return
    }
    const recent = (this.#places[place] ??= { octets: Buffer.allocUnsafeSlow(LONGEST), length: 0, text: '' })
    bytes.copy(recent.octets, 0, start, end)
    recent.length = end - start
    recent.text = text
  }
}
