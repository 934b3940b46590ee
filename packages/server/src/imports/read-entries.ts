import { refuseOtherForms } from './file-form.ts'
import { readArray } from './read-array.ts'
import { readBlocks, type Block } from './read-blocks.ts'

/** A stream of subscriptions, cut up: one a line, or one an element of a JSON array. */
export interface Entries {
  form: 'lines' | 'array'
  blocks: AsyncGenerator<Block>
}

/**
 * Looks how a stream begins, or the file that it goes on with: `start`. Throws an ImportFault
 * for a file of another form.
 */
export async function readEntries(
  stream: AsyncIterable<Buffer>,
  { start, linesBefore }: { start: Buffer | undefined; linesBefore: number },
): Promise<Entries> {
  if (start !== undefined) {
    return beginsArray(start)
      ? { form: 'array', blocks: readArray(stream, { linesBefore, isInside: true }) }
      : { form: 'lines', blocks: readBlocks(stream, { linesBefore }) }
  }
  const chunks = stream[Symbol.asyncIterator]()
  const looked: Buffer[] = []
  let first = Buffer.alloc(0)
  while (isBlank(first) && first.length < LOOKED_AT) {
    const { done, value } = await chunks.next()
    if (done) break
    looked.push(value)
    first = Buffer.concat([first, value])
  }
  const all = goOn(looked, chunks)
  if (!beginsArray(first)) return { form: 'lines', blocks: readBlocks(all) }
  refuseOtherForms(first)
  return { form: 'array', blocks: readArray(all) }
}

const LOOKED_AT = 4096

function beginsArray(bytes: Buffer): boolean {
  return textOf(bytes).startsWith('[')
}

function isBlank(bytes: Buffer): boolean {
  return textOf(bytes) === ''
}

function textOf(bytes: Buffer): string {
  return bytes
    .toString('utf8', 0, LOOKED_AT)
    .replace(/^\uFEFF/, '')
    .trimStart()
}

async function* goOn(looked: readonly Buffer[], chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* looked
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
  } finally {
    await chunks.return?.()
  }
}
