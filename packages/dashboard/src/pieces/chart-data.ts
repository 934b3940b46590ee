/** One step of time with a number for each series; null: not measurable. */
export type ChartPoint = { at: string } & Readonly<Record<string, number | string | null>>

export interface ChartSeries {
  id: string
  title: string
  /** One of the five colours of look.css; by default in the order of the series. */
  colour?: 1 | 2 | 3 | 4 | 5
}

/** A mark at a time, with its text. */
export interface Annotation {
  at: string
  text: string
}

export interface ChartData {
  title: string
  step: 'hour' | 'day'
  zone?: string
  points: readonly ChartPoint[]
  /** Five at most: nobody tells more colours apart. */
  series: readonly ChartSeries[]
  /** The sums of the period before, step by step, beside those of this one. */
  previous?: readonly number[]
  annotations?: readonly Annotation[]
}

/** The numbers of a chart as a file that spreadsheets open. */
export function chartCsv({ points, series, previous }: ChartData): string {
  const head = ['at', ...series.map(({ id }) => id), ...(previous === undefined ? [] : ['previous'])]
  const rows = points.map((point, place) => [
    point.at,
    ...series.map(({ id }) => point[id] ?? ''),
    ...(previous === undefined ? [] : [previous[place] ?? '']),
  ])
  return [head, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

/** Whether there is anything to draw. */
export function isEmpty({ points, series, previous = [] }: ChartData): boolean {
  return !points.some((point) => series.some(({ id }) => point[id])) && !previous.some(Boolean)
}

export function colourOf(series: ChartSeries, place: number): string {
  return `var(--chart-${series.colour ?? (place % 5) + 1})`
}
