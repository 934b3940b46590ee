import {
  BLOCK_BYTES,
  LONGEST_LINE,
  toLine,
  type Block,
  type Line,
  type LineFault,
  type ReadBlocksOptions,
} from './read-blocks.ts'

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const SPACES = [0x20, 0x09, 0x0a, 0x0d]
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

export interface ReadArrayOptions extends ReadBlocksOptions {
  /** The stream begins behind an element, where a block ended. */
  isInside?: boolean
}

/**
 * Cuts a stream that is one JSON array into blocks of whole elements, each of which counts as a line, in memory that
 * does not grow with the array or its elements. It only finds their ends: the reader of an element checks whether it is
 * JSON.
 */
export async function* readArray(stream: AsyncIterable<Buffer>, options: ReadArrayOptions = {}): AsyncGenerator<Block> {
  const { blockBytes = BLOCK_BYTES } = options
  const elements = new ElementFinder(options)
  let pending: Buffer[] = []
  let size = 0

  function cut(at: number): Block {
    const all = pending.length === 1 ? (pending[0] as Buffer) : Buffer.concat(pending)
    const rest = all.subarray(at)
    pending = rest.length === 0 ? [] : [Buffer.from(rest)]
    size = rest.length
    const endsLine = at === elements.end
    return { bytes: all.subarray(0, at), lines: elements.take(at), endsLine }
  }

  for await (const chunk of stream) {
    elements.read(chunk)
    pending.push(chunk)
    size += chunk.length
    if (size < blockBytes) continue
    // Behind the last whole element; in the middle of one that is longer than a block.
    yield cut(elements.end === 0 ? size : elements.end)
  }
  elements.finish()
  if (size > 0) yield cut(size)
}

/** Goes through an array byte by byte, over the borders of chunks. */
class ElementFinder {
  /** The end of the last whole element, separator included, from the beginning of the bytes not taken yet. */
  end = 0
  readonly #longest: number
  #place: 'before' | 'inside' | 'behind' | 'over'
  #number: number
  #lines: Line[] = []
  #element: Buffer[] = []
  #length = 0
  #depth = 0
  #isText = false
  #isEscaped = false
  #at = 0
  #isBegun = false

  constructor({ linesBefore = 0, longestLine = LONGEST_LINE, isInside = false }: ReadArrayOptions) {
    this.#longest = longestLine
    this.#number = linesBefore
    this.#place = isInside ? 'inside' : 'before'
  }

  read(chunk: Buffer): void {
    let from = 0
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number
      if (this.#place !== 'inside') {
        this.#lookOutside(byte)
        from = at + 1
      } else if (this.#isEnd(byte)) {
        this.#keep(chunk.subarray(from, at))
        this.#close(byte)
        from = at + 1
        // The end of the array is left to the import that continues behind the last element.
        this.end = this.#at + at + (byte === COMMA ? 1 : 0)
      }
    }
    if (this.#place === 'inside') this.#keep(chunk.subarray(from))
    this.#at += chunk.length
    this.#isBegun ||= chunk.length > 0
  }

  /** The stream is over. */
  finish(): void {
    if (this.#place === 'inside' && this.#isBegun) this.#fail('array-cut-off')
  }

  /** The elements so far; bytes up to `at` are finished. */
  take(at: number): Line[] {
    const lines = this.#lines
    this.#lines = []
    this.#at -= at
    this.end = 0
    return lines
  }

  #lookOutside(byte: number): void {
    if (this.#place === 'before' && byte === OPEN_ARRAY) this.#place = 'inside'
    else if (this.#place === 'behind' && !SPACES.includes(byte)) {
      this.#fail('behind-array')
      this.#place = 'over'
    }
  }

  #isEnd(byte: number): boolean {
    if (this.#isText) {
      if (this.#isEscaped) this.#isEscaped = false
      else if (byte === BACKSLASH) this.#isEscaped = true
      else if (byte === QUOTE) this.#isText = false
    } else if (byte === QUOTE) this.#isText = true
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#depth += 1
    else if (this.#depth === 0) return byte === COMMA || byte === CLOSE_ARRAY
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#depth -= 1
    return false
  }

  // An element that is too long is buffered only up to the limit.
  #keep(bytes: Buffer): void {
    if (this.#length <= this.#longest) this.#element.push(bytes.subarray(0, this.#longest + 1))
    this.#length += bytes.length
  }

  #close(byte: number): void {
    const line = toLine(this.#number + 1, Buffer.concat(this.#element), false, this.#longest)
    // An empty array has no element, and a trailing comma is allowed.
    if (line.text?.trim() !== '') this.#lines.push(line)
    else if (byte === COMMA) this.#lines.push({ number: line.number, fault: 'no-element' })
    else this.#number -= 1
    this.#number += 1
    this.#element = []
    this.#length = 0
    if (byte === CLOSE_ARRAY) this.#place = 'behind'
  }

  #fail(fault: LineFault): void {
    this.#number += 1
    this.#lines.push({ number: this.#number, fault })
  }
}
