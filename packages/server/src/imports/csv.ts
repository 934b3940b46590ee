/** Splits one line of CSV (RFC 4180) into its fields; undefined when a quote has no end. A field holds no line break. */
export function splitCsv(line: string): string[] | undefined {
  const fields: string[] = []
  let at = 0
  for (;;) {
    let field: string
    if (line[at] === '"') {
      const end = closingQuote(line, at + 1)
      if (end === -1) return undefined
      field = line.slice(at + 1, end).replaceAll('""', '"')
      at = end + 1
      if (at < line.length && line[at] !== ',') return undefined
    } else {
      const comma = line.indexOf(',', at)
      const end = comma === -1 ? line.length : comma
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
