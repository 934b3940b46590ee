import { isUtf8 } from 'node:buffer'

/** One line of a file, without its line break; `text` is missing when the line cannot be read. */
export interface Line {
  /** Counted from 1. */
  number: number
  text?: string
  fault?: LineFault
}

/** Why a line cannot be read; in a JSON array, an element. */
export type LineFault = 'line-too-long' | 'line-not-utf8' | 'no-element' | 'array-cut-off' | 'behind-array'

/** A piece of a file that ends where a line ends, the unit of an import's transactions. */
export interface Block {
  bytes: Buffer
  lines: Line[]
  /** False in the middle of a line that is too long: reading cannot begin here. */
  endsLine: boolean
}

export interface ReadBlocksOptions {
  /** Lines before the first one of the stream. */
  linesBefore?: number
  blockBytes?: number
  /** A longer line is dropped without being held in memory. */
  longestLine?: number
}

// Some 1,300 subscriptions: one transaction of 30 to 60 ms.
export const BLOCK_BYTES = 1024 * 1024
// An endpoint is 4 kB at most, a hundred topics 6.5 kB.
export const LONGEST_LINE = 16 * 1024
const NEWLINE = 0x0a

/** Cuts a stream into blocks of whole lines, in memory that does not grow with the stream or its lines. */
export async function* readBlocks(
  stream: AsyncIterable<Buffer>,
  options: ReadBlocksOptions = {},
): AsyncGenerator<Block> {
  const { linesBefore = 0, blockBytes = BLOCK_BYTES, longestLine = LONGEST_LINE } = options
  let number = linesBefore
  let pending: Buffer[] = []
  let size = 0
  // True while the next bytes still belong to a dropped line.
  let isDropping = false

  function cut(isEnd: boolean): Block | undefined {
    const all = pending.length === 1 ? (pending[0] as Buffer) : Buffer.concat(pending)
    const lastBreak = all.lastIndexOf(NEWLINE)
    const isOverlong = lastBreak === -1 && all.length > longestLine
    const end = isEnd || isOverlong ? all.length : lastBreak + 1
    if (end === 0) return undefined
    const rest = all.subarray(end)
    pending = rest.length === 0 ? [] : [Buffer.from(rest)]
    size = rest.length
    const bytes = all.subarray(0, end)
    const lines = splitLines(bytes)
    return { bytes, lines, endsLine: !isDropping }
  }

  function splitLines(bytes: Buffer): Line[] {
    const lines: Line[] = []
    const isText = isUtf8(bytes)
    for (let from = 0; from < bytes.length;) {
      const found = bytes.indexOf(NEWLINE, from)
      const end = found === -1 ? bytes.length : found
      const isContinued = isDropping
      isDropping = found === -1 && end - from > longestLine ? true : isDropping && found === -1
      if (!isContinued) {
        number += 1
        lines.push(toLine(number, bytes.subarray(from, end), isText, longestLine))
      }
      from = end + 1
    }
    return lines
  }

  for await (const chunk of stream) {
    pending.push(chunk)
    size += chunk.length
    if (size < blockBytes) continue
    const block = cut(false)
    if (block) yield block
  }
  if (size > 0) {
    const block = cut(true)
    if (block) yield block
  }
}

/** A line of these bytes; `isText` when they are known to be UTF-8. */
export function toLine(number: number, bytes: Buffer, isText: boolean, longest: number): Line {
  if (bytes.length > longest) return { number, fault: 'line-too-long' }
  if (!isText && !isUtf8(bytes)) return { number, fault: 'line-not-utf8' }
  return { number, text: bytes.toString('utf8').replace(/\r$/, '') }
}
