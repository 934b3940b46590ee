import { parseInput } from '../refusal.ts'
import { splitCsv } from './csv.ts'
import { ImportFault } from './import-fault.ts'
import { COLUMNS, importedSchema, type Imported } from './schema.ts'

/** Reads the lines of one format; throws an ImportFault or a Refusal. */
export type ReadRecord = (text: string) => Imported

/** NDJSON when the first line begins with a brace, else CSV with that line as its header; throws an ImportFault. */
export function recordReader(firstLine: string): { format: 'ndjson' | 'csv'; read: ReadRecord } {
  const first = firstLine.replace(/^\uFEFF/, '').trim()
  if (first.startsWith('{')) return { format: 'ndjson', read: readJson }
  if (first.startsWith('[')) {
    throw unreadable("it is a JSON array: write one object a line, e.g. with  jq -c '.[]'")
  }
  return { format: 'csv', read: csvReader(first) }
}

function readJson(text: string): Imported {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    // The parser's message quotes the line.
    throw new ImportFault('json-malformed', 'the line is not one JSON object')
  }
  return parseInput(importedSchema, value)
}

function csvReader(header: string): ReadRecord {
  const columns = splitCsv(header)?.map((name) => name.trim())
  if (columns === undefined || !columns.includes('endpoint')) {
    throw unreadable('it is neither NDJSON (its first line would begin with "{") nor CSV (its first line would name the column endpoint)') // prettier-ignore
  }
  const unknown = columns.find((name) => !COLUMNS.has(name))
  if (unknown !== undefined) {
    throw unreadable(`the column ${JSON.stringify(unknown.slice(0, 60))} is not known: leave it away. Known are ${[...COLUMNS].join(', ')}`) // prettier-ignore
  }
  return (text) => {
    const fields = splitCsv(text)
    if (fields?.length !== columns.length) {
      throw new ImportFault('csv-malformed', `the line has not the ${columns.length} fields of the first line`) // prettier-ignore
    }
    // An empty field is a missing one.
    const given = columns.flatMap((name, index) => {
      const field = fields[index] ?? ''
      return field === '' ? [] : [[name, valueOf(name, field)]]
    })
    return parseInput(importedSchema, Object.fromEntries(given))
  }
}

// Topics are set apart by spaces or semicolons, or are as PostgreSQL writes an array: {blog,news}.
function valueOf(name: string, field: string): unknown {
  if (name === 'topics') return field.split(/[{}\s;,]+/).filter((topic) => topic !== '')
  if (name === 'expirationTime' || (name.startsWith('created') && /^\d+$/.test(field))) return Number(field) // prettier-ignore
  return field
}

function unreadable(message: string): ImportFault {
  return new ImportFault('file-unreadable', message)
}
