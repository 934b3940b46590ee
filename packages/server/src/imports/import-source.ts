import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { ImportFault } from './import-fault.ts'

/** Where an import reads from: a file, or what comes once. */
export interface ImportSource {
  /** Bytes in all; undefined when nobody knows. */
  size: number | undefined
  /** How it begins: names the format, and the file. Undefined for what comes once. */
  head: Buffer | undefined
  /** The bytes from `start` on; once for what comes once, and then from the beginning. */
  read(start: number): AsyncIterable<Buffer>
}

// Enough to tell the exports of two sites apart.
const HEAD_BYTES = 4096
const READ_BYTES = 256 * 1024

/** Opens a file; throws an ImportFault when it cannot be read. */
export async function openImportFile(path: string): Promise<ImportSource> {
  try {
    await using file = await open(path)
    const { size } = await file.stat()
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    const head = Buffer.from(buffer.subarray(0, bytesRead))
    return {
      size,
      head,
      read: (start) => createReadStream(path, { start, highWaterMark: READ_BYTES }),
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ImportFault('file-unreadable', why, { cause })
  }
}

/** The digest of the first bytes of a source, to be gone on with; undefined when there are fewer. */
export async function digestOfStart(
  source: ImportSource,
  bytes: number,
): Promise<Hash | undefined> {
  const hash = createHash('sha256')
  let left = bytes
  for await (const chunk of source.read(0)) {
    hash.update(chunk.subarray(0, left))
    left -= chunk.length
    if (left <= 0) return hash
  }
  return left === 0 ? hash : undefined
}
