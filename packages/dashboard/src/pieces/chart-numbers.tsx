import type { ReactNode } from 'react'
import { pieceWords } from '../languages/pieces.ts'
import { useFormats } from '../languages/use-formats.ts'
import { useWords } from '../languages/use-words.ts'
import type { ChartData } from './chart-data.ts'
import styles from './time-chart.module.css'
import { useTimeLabel } from './use-time-label.ts'

/** The numbers of a chart, the newest first. */
export function ChartNumbers({ title, points, series, previous, annotations = [], step, zone }: ChartData): ReactNode {
  const t = useWords(pieceWords)
  const { number } = useFormats()
  const label = useTimeLabel(step, zone)
  const write = (value: unknown) => (typeof value === 'number' ? number(value) : '–')
  return (
    <div className={styles['numbers']} role="region" aria-label={title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('chart.time')}</th>
            {series.map(({ id, title }) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
            {previous !== undefined && <th scope="col">{t('chart.previous')}</th>}
            {annotations.length > 0 && <th scope="col">{t('chart.annotations')}</th>}
          </tr>
        </thead>
        <tbody>
          {[...points.entries()].reverse().map(([place, point]) => (
            <tr key={point.at}>
              <th scope="row">{label(point.at)}</th>
              {series.map(({ id }) => (
                <td key={id}>{write(point[id])}</td>
              ))}
              {previous !== undefined && <td>{write(previous[place])}</td>}
              {annotations.length > 0 && <td>{annotationsOf(annotations, points, place)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

// Those between this step and the next.
function annotationsOf(
  annotations: NonNullable<ChartData['annotations']>,
  points: ChartData['points'],
  place: number,
): string {
  const from = points[place]?.at ?? ''
  const to = points[place + 1]?.at ?? '9999'
  return annotations
    .filter(({ at }) => at >= from && at < to)
    .map(({ text }) => text)
    .join('; ')
}
