import { createHash, type Hash } from 'node:crypto'
import { setImmediate as immediate } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { blockWriter, type BlockWriterOptions, type CheckedBlock } from './block-writer.ts'
import { checkRecord, type ImportRules } from './check-record.ts'
import type { ColumnMap } from './columns.ts'
import { refuseOtherForms } from './file-form.ts'
import { ImportFault } from './import-fault.ts'
import { digestOfStart, type ImportSource } from './import-source.ts'
import { findMark, removeMarks, type ImportMark } from './mark-store.ts'
import type { Line, LineFault } from './read-blocks.ts'
import { readEntries } from './read-entries.ts'
import { recordReader, type ReadRecord } from './read-record.ts'

export interface ImportOptions extends BlockWriterOptions {
  rules: Omit<ImportRules, 'now'>
  /** Fields of columns that have other names. */
  map?: ColumnMap
  /** Continues where an earlier import of this file stopped. */
  resumed: (done: ImportMark) => void
}

export interface ImportEnd {
  /** False when the signal ended it. */
  finished: boolean
  done: ImportMark
}

const LINES_AT_ONCE = 16
// Without statistics a database reads all rows for each lookup: half the speed at 300,000 (measured on PostgreSQL).
const COUNTED_AT_LEAST = 5000
const MARKS_KEPT_MS = 30 * 86_400_000

/**
 * Adds the subscriptions of a file, one a line, that are not there yet, in transactions of some two thousand. Stopped
 * or killed at any moment and run again, it continues where it was; run once more, it changes nothing. The signal ends
 * it after the current writes. Throws an ImportFault when the file is no such file.
 */
export async function importSubscriptions(
  database: Database,
  source: ImportSource,
  options: ImportOptions,
): Promise<ImportEnd> {
  const { rules, signal, now, statements, map = new Map() } = options
  const { mark, hash } = await findStart(database, source, rules.site)
  if (mark.bytes > 0) options.resumed(mark)
  const writer = blockWriter(database, mark, options)
  const start = mark.bytes > 0 ? source.head : undefined
  const entries = await readEntries(source.read(mark.bytes), { linesBefore: mark.lines, start })
  let read = entries.form === 'array' ? recordReader('{', map).read : start && readerOf(start, map)
  let counted = 0
  try {
    // The next block is read and checked while the database writes.
    for await (const block of entries.blocks) {
      let { lines } = block
      if (read === undefined) {
        refuseOtherForms(block.bytes)
        const reader = recordReader(lines.find(({ text = '' }) => text.trim() !== '')?.text ?? '', map)
        read = reader.read
        if (reader.format === 'csv') lines = lines.slice(lines.findIndex(({ text = '' }) => text.trim() !== '') + 1)
      }
      hash.update(block.bytes)
      const checked = await check(lines, read, { ...rules, now: now() })
      if (signal.aborted) break
      await writer.write({
        ...checked,
        bytes: block.bytes.length,
        lastLine: block.lines.at(-1)?.number ?? writer.done.lines,
        digest: block.endsLine ? hash.copy().digest() : undefined,
      })
      if (writer.done.added >= 2 * counted + COUNTED_AT_LEAST) {
        counted = writer.done.added
        await statements.analyze(database.kysely)
      }
    }
  } finally {
    await writer.settle()
  }
  if (signal.aborted) return { finished: false, done: writer.done }
  await removeMarks(database.kysely, rules.site, mark.file, now() - MARKS_KEPT_MS)
  await statements.analyze(database.kysely)
  return { finished: true, done: writer.done }
}

async function findStart(
  database: Database,
  source: ImportSource,
  siteId: string,
): Promise<{ mark: ImportMark; hash: Hash }> {
  const nothing = Buffer.alloc(0)
  const none = { siteId, bytes: 0, digest: nothing, lines: 0, added: 0, present: 0, refused: 0 }
  if (source.head === undefined) return { mark: { ...none, file: nothing }, hash: createHash('sha256') }
  const file = createHash('sha256').update(source.head).digest()
  const mark = await findMark(database.kysely, siteId, file)
  const hash = mark && (await digestOfStart(source, mark.bytes))
  return mark && hash?.copy().digest().equals(mark.digest)
    ? { mark, hash }
    : { mark: { ...none, file }, hash: createHash('sha256') }
}

function readerOf(head: Buffer, map: ColumnMap): ReadRecord {
  const first = head
    .toString('utf8')
    .split(/\r?\n/)
    .find((line) => line.trim() !== '')
  return recordReader(first ?? '', map).read
}

async function check(
  lines: readonly Line[],
  read: ReadRecord,
  rules: ImportRules,
): Promise<Pick<CheckedBlock, 'rows' | 'refused'>> {
  const checked: Pick<CheckedBlock, 'rows' | 'refused'> = { rows: [], refused: [] }
  for (const [index, line] of lines.entries()) {
    // The database waits for its next statement meanwhile.
    if (index % LINES_AT_ONCE === 0) await immediate()
    if (line.text?.trim() === '') continue
    try {
      checked.rows.push(checkRecord(line.number, readLine(line, read), rules))
    } catch (error) {
      if (!(error instanceof ImportFault) && !(error instanceof Refusal)) throw error
      checked.refused.push({ line: line.number, code: error.code, message: error.message })
    }
  }
  return checked
}

function readLine({ text, fault }: Line, read: ReadRecord) {
  if (text !== undefined) return read(text)
  throw whyUnread(fault)
}

function whyUnread(fault: LineFault | undefined): ImportFault {
  switch (fault) {
    case 'line-not-utf8':
      return new ImportFault('line-not-utf8', 'the line is not UTF-8')
    case 'no-element':
      return new ImportFault('json-malformed', 'there is nothing between two commas')
    case 'array-cut-off':
      return new ImportFault('json-malformed', 'the array does not end: was the file cut off?')
    case 'behind-array':
      return new ImportFault('json-malformed', 'something follows the array, and is not read')
    case 'line-too-long':
    case undefined:
      return new ImportFault('line-too-long', 'the line is longer than any subscription')
  }
}
