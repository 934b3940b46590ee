import { Button } from '@mantine/core'
import { CatchBoundary } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useId, useState, type ReactNode } from 'react'
import { isWriting } from '../frame/use-frame-keys.ts'
import { pieceWords } from '../languages/pieces.ts'
import { useWords } from '../languages/use-words.ts'
import { type ChartData, chartCsv, colourOf, isEmpty } from './chart-data.ts'
import { ChartNumbers } from './chart-numbers.tsx'
import { download } from './download.ts'
import styles from './time-chart.module.css'
import { Waiting } from './waiting.tsx'

export interface TimeChartProps extends Omit<ChartData, 'points'> {
  kind: 'line' | 'stacked'
  /** Undefined: they are on their way. */
  points: ChartData['points'] | undefined
  /** Pixels. */
  height?: number
}

/** Loads what draws, before there is something to draw. */
export const loadDrawing = () => import('./chart-drawing.tsx')

// Drawn by Recharts, which a screen without a chart does not load.
const Drawing = lazy(async () => ({ default: (await loadDrawing()).ChartDrawing }))

/** Numbers over time, drawn, or as the table that they are: by the button, or by `n` for all charts. */
export function TimeChart({ kind, height = 240, points, ...rest }: TimeChartProps): ReactNode {
  const t = useWords(pieceWords)
  const id = useId()
  const [asNumbers, setAsNumbers] = useNumbersKey()
  const { title, series, previous } = rest
  if (points === undefined) return <Waiting height={`${height + 36}px`} />
  const chart: ChartData = { ...rest, points }
  if (isEmpty(chart)) return <p className={styles['none']}>{t('chart.none')}</p>
  return (
    <figure className={styles['chart']} aria-labelledby={id}>
      <figcaption>
        <span id={id} className="only-heard">
          {title}
        </span>
        <ul className={styles['legend']}>
          {series.map((one, place) => (
            <li key={one.id}>
              <span className={styles['swatch']} style={{ background: colourOf(one, place) }} />
              {one.title}
            </li>
          ))}
          {previous !== undefined && (
            <li>
              <span className={styles['dots']} />
              {t('chart.previous')}
            </li>
          )}
        </ul>
        <span className={styles['acts']}>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t(asNumbers ? 'chart.chart-of' : 'chart.numbers-of', { title })}
            onClick={() => setAsNumbers(!asNumbers)}
          >
            {t(asNumbers ? 'chart.chart' : 'chart.numbers')}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t('chart.csv-of', { title })}
            onClick={() => download(`${title}.csv`, new Blob([chartCsv(chart)], { type: 'text/csv' }))}
          >
            {t('chart.csv')}
          </Button>
        </span>
      </figcaption>
      {asNumbers ? (
        <ChartNumbers {...chart} />
      ) : (
        <div style={{ height }}>
          {/* What draws may not load, from a server that is busy: that is no reason to lose the screen. */}
          <CatchBoundary getResetKey={() => title} errorComponent={() => <ChartNumbers {...chart} />}>
            <Suspense fallback={<Waiting height={`${height}px`} />}>
              <Drawing {...chart} kind={kind} />
            </Suspense>
          </CatchBoundary>
        </div>
      )}
    </figure>
  )
}

function useNumbersKey(): [boolean, (asNumbers: boolean) => void] {
  const [asNumbers, setAsNumbers] = useState(false)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'n' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      setAsNumbers((before) => !before)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return [asNumbers, setAsNumbers]
}
