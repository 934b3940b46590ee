import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { ImportFault } from './import-fault.ts'

/** The source of an import: a file, or a stream. */
export interface ImportSource {
  /** Bytes in all; undefined when unknown. */
  size: number | undefined
  /** Its beginning, which identifies the format and the file. Undefined for a stream. */
  head: Buffer | undefined
  /** The bytes from `start` on; a stream can be read once, from the beginning. */
  read(start: number): AsyncIterable<Buffer>
}

// Enough to distinguish the exports of two sites.
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

/** The digest of the first bytes of a source, to be continued; undefined when there are fewer. */
export async function digestOfStart(source: ImportSource, bytes: number): Promise<Hash | undefined> {
  const hash = createHash('sha256')
  let left = bytes
  for await (const chunk of source.read(0)) {
    hash.update(chunk.subarray(0, left))
    left -= chunk.length
    if (left <= 0) return hash
  }
  return left === 0 ? hash : undefined
}
