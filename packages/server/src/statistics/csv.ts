/** Points as CSV (RFC 4180), a column for each field; null is an empty cell. */
export function csvOf(points: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = Object.keys(points[0] ?? { at: '' })
  const lines = [columns, ...points.map((point) => columns.map((column) => cellOf(point[column])))]
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

/** A text that somebody has written, as a cell: quoted, and no formula that a spreadsheet might take it for. */
export function quotedCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}

// Numbers and times only, and what is quoted already: no name of somebody's gets into a cell, where a spreadsheet might
// take it for a formula.
function cellOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : ''
}
