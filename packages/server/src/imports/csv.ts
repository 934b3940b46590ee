/** The delimiters of fields: RFC 4180's comma, the semicolon of European spreadsheets, tabs and bars. */
export type CsvDelimiter = ',' | ';' | '\t' | '|'

/** The delimiter that cuts a header into the most columns. */
export function delimiterOf(header: string): CsvDelimiter {
  const columns = (delimiter: CsvDelimiter) => splitCsv(header, delimiter)?.length ?? 0
  const all: CsvDelimiter[] = [',', ';', '\t', '|']
  return all.reduce((best, delimiter) => (columns(delimiter) > columns(best) ? delimiter : best))
}

/**
 * Splits one line of CSV (RFC 4180) into its fields; undefined when a quote has no end. A field holds no line break.
 */
export function splitCsv(line: string, delimiter: CsvDelimiter = ','): string[] | undefined {
  const fields: string[] = []
  let at = 0
  for (;;) {
    let field: string
    if (line[at] === '"') {
      const end = closingQuote(line, at + 1)
      if (end === -1) return undefined
      field = line.slice(at + 1, end).replaceAll('""', '"')
      at = end + 1
      if (at < line.length && line[at] !== delimiter) return undefined
    } else {
      const found = line.indexOf(delimiter, at)
      const end = found === -1 ? line.length : found
      field = line.slice(at, end)
      at = end
    }
    fields.push(field)
    if (at >= line.length) return fields
    at += 1
  }
}

function closingQuote(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at !== -1; at = line.indexOf('"', at + 2)) {
    if (line[at + 1] !== '"') return at
  }
  return -1
}
