import { parseInput } from '../refusals/refusal.ts'
import { FIELDS, fieldOf, mapColumns, type ColumnMap } from './columns.ts'
import { delimiterOf, splitCsv, type CsvDelimiter } from './csv.ts'
import { ImportFault } from './import-fault.ts'
import { importedSchema, type Imported } from './schema.ts'
import { isWrittenNothing } from './written-nothing.ts'

/** Reads the lines of one format; throws an ImportFault or a Refusal. */
export type ReadRecord = (text: string) => Imported

/**
 * NDJSON when the first line begins with a brace, else CSV with that line as its header; throws an ImportFault.
 * `map` names fields for columns that have other names.
 */
export function recordReader(firstLine: string, map: ColumnMap): { format: 'ndjson' | 'csv'; read: ReadRecord } {
  const first = firstLine.replace(/^\uFEFF/, '').trim()
  if (first.startsWith('{')) return { format: 'ndjson', read: (text) => readJson(text, map) }
  return { format: 'csv', read: csvReader(first, map) }
}

function readJson(text: string, map: ColumnMap): Imported {
  const value = parseJson(text.replace(/^\uFEFF/, ''))
  // The parser's message quotes the line.
  if (value === undefined) throw new ImportFault('json-malformed', 'the line is not one JSON object')
  return isObject(value) ? parseRecord(withFields(Object.entries(value), map)) : parseInput(importedSchema, value)
}

function withFields(entries: readonly [string, unknown][], map: ColumnMap): [string, unknown][] {
  return entries.flatMap(([name, value]): [string, unknown][] => {
    const field = fieldOf(name, map)
    if (field === 'subscription' && isObject(value)) return Object.entries(value)
    return field === '-' ? [] : [[field, typeof value === 'string' && isWrittenNothing(value) ? null : value]]
  })
}

function csvReader(header: string, map: ColumnMap): ReadRecord {
  const delimiter = delimiterOf(header)
  const columns = splitCsv(header, delimiter)?.map((name) => name.trim())
  const fields = columns && mapColumns(columns, map)
  if (typeof fields === 'string' && columns?.some((name) => fieldOf(name, map) in importedSchema.in.shape)) {
    throw unknownColumn(fields)
  }
  if (typeof fields !== 'object' || !(fields.includes('endpoint') || fields.includes('subscription'))) {
    throw new ImportFault(
      'file-unreadable',
      'it is neither NDJSON (its first line would begin with "{") nor CSV (its ' +
        'first line would name the column endpoint)',
    )
  }
  const twice = fields.find((field, index) => field !== undefined && fields.indexOf(field) !== index)
  if (twice !== undefined) {
    const [one, other] = (columns ?? []).filter((_, index) => fields[index] === twice)
    const message = `two columns are ${twice}: ${one} and ${other}. Leave one out: --map ${other}=-`
    throw new ImportFault('file-unreadable', message)
  }
  return (text) => readRow(text, fields, delimiter)
}

function readRow(text: string, fields: readonly (string | undefined)[], delimiter: CsvDelimiter): Imported {
  const values = splitCsv(text, delimiter)
  if (values?.length !== fields.length) {
    throw new ImportFault('csv-malformed', `the line does not have the ${fields.length} fields of the first line`)
  }
  const given = fields.flatMap((field, index): [string, unknown][] => {
    const value = values[index] ?? ''
    if (field === undefined || isWrittenNothing(value)) return []
    if (field !== 'subscription') return [[field, valueOf(field, value)]]
    const parsed = parseJson(value)
    if (isObject(parsed)) return Object.entries(parsed)
    throw new ImportFault('json-malformed', 'the column of the subscription does not hold one JSON object')
  })
  return parseRecord(given)
}

function parseRecord(given: readonly [string, unknown][]): Imported {
  const { isInvalid, ...record } = Object.fromEntries(given) as Record<string, unknown>
  if (/^(?:t|true|1|yes)$/i.test(String(isInvalid))) {
    throw new ImportFault('subscription-ended', 'the subscription ended before the file was written')
  }
  return parseInput(importedSchema, record)
}

// Topics are separated by spaces or semicolons, or are a PostgreSQL array: {blog,news}.
function valueOf(field: string, value: string): unknown {
  if (field === 'topics') return value.split(/[{}\s;,]+/).filter((topic) => topic !== '')
  return field === 'expirationTime' ? Number(value) : value
}

function unknownColumn(name: string): ImportFault {
  const shown = JSON.stringify(name.slice(0, 60))
  const known = FIELDS.join(', ')
  const message =
    `the column ${shown} is not known: say what it is, --map NAME=FIELD, or leave it ` +
    `out, --map NAME=-. The fields are ${known}`
  return new ImportFault('file-unreadable', message)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
