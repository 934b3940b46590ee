import type { ReactNode } from 'react'

const WIDTH = 96
const HEIGHT = 24

/** A trend in a cell of a table; `label` says it in words. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }): ReactNode {
  const highest = Math.max(...values, 1)
  const step = WIDTH / Math.max(values.length - 1, 1)
  const points = values.map((value, place) => `${place * step},${HEIGHT - 2 - (value / highest) * (HEIGHT - 4)}`)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <polyline points={points.join(' ')} fill="none" stroke="var(--chart-1)" strokeWidth="1.5" />
    </svg>
  )
}
