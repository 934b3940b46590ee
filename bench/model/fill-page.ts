/**
 * Puts each table between its comments, `<!-- model: name -->` and `<!-- end -->`. Throws a RangeError when a page has
 * an unknown table, or omits one.
 */
export function withTables(page: string, tables: Readonly<Record<string, string>>): string {
  const left = new Set(Object.keys(tables))
  const filled = page.replace(
    /(<!-- model: (\w+) -->\n).*?(<!-- end -->)/gs,
    (_, head: string, name: string, end: string) => {
      const table = tables[name]
      if (table === undefined) throw new RangeError(`there is no table ${name}`)
      left.delete(name)
      return `${head}\n${table}\n\n${end}`
    },
  )
  if (left.size > 0) throw new RangeError(`${[...left].join(', ')} is nowhere on the page`)
  return filled
}
