const BARS = '▁▂▃▄▅▆▇█'
const WIDEST = 60

/**
 * Numbers as a line of bars, the highest a full one; a gap where there is none. More numbers than columns are put
 * together, the highest of each column shown.
 *
 * @example
 * sparkline([0, 4, 8]) // '▁▅█'
 */
export function sparkline(numbers: readonly (number | null)[]): string {
  const columns = narrowed(numbers)
  const highest = Math.max(0, ...columns.map((number) => number ?? 0))
  return columns
    .map((number) => (number === null ? ' ' : BARS[highest === 0 ? 0 : Math.round((number / highest) * 7)]))
    .join('')
}

function narrowed(numbers: readonly (number | null)[]): (number | null)[] {
  const size = Math.ceil(numbers.length / WIDEST)
  if (size <= 1) return [...numbers]
  const columns: (number | null)[] = []
  for (let from = 0; from < numbers.length; from += size) {
    const some = numbers.slice(from, from + size).filter((number) => number !== null)
    columns.push(some.length === 0 ? null : Math.max(...some))
  }
  return columns
}
