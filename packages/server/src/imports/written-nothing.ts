const MARKS = new Set(['null', 'nil', 'none', 'undefined', '\\n', 'n/a', '#n/a', 'nan', '-', 'anonymous'])
const ZERO_UUID = /^[0-]{36}$/

/** Whether a text means no value: the nulls of databases, languages and spreadsheets. */
export function isWrittenNothing(text: string): boolean {
  const trimmed = text.trim()
  return trimmed === '' || MARKS.has(trimmed.toLowerCase())
}

/** Whether an account's id names nobody: a mark for nothing, or the 0 that tables keep for guests (WordPress). */
export function isNobody(id: string): boolean {
  return isWrittenNothing(id) || /^0+$/.test(id.trim()) || ZERO_UUID.test(id.trim())
}
