import type { Terminal } from './terminal.ts'

export interface Table<Item> {
  /** The content of each column, by its head. */
  columns: Readonly<Record<string, (item: Item) => string>>
  /** The text for an empty table. */
  none: string
}

const GAP = '  '

/** Prints items under a head, each column as wide as its widest cell; with `json` one JSON object a line. */
export function printTable<Item>(
  terminal: Terminal,
  items: readonly Item[],
  { columns, none }: Table<Item>,
  { json = false }: { json?: boolean },
): void {
  if (json) for (const item of items) terminal.out(`${JSON.stringify(item)}\n`)
  else if (items.length === 0) terminal.out(`${none}\n`)
  else terminal.out(alignedLines([Object.keys(columns), ...items.map((item) => cellsOf(columns, item))]))
}

/** Prints one item, a field a line; with `json` as JSON. */
export function printDetails<Item>(
  terminal: Terminal,
  item: Item,
  fields: Table<Item>['columns'],
  { json = false }: { json?: boolean },
): void {
  if (json) terminal.out(`${JSON.stringify(item, undefined, 2)}\n`)
  else terminal.out(alignedLines(Object.entries(fields).map(([name, of]) => [name, of(item)])))
}

function cellsOf<Item>(columns: Table<Item>['columns'], item: Item): string[] {
  return Object.values(columns).map((of) => of(item))
}

function alignedLines(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(GAP))
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}
