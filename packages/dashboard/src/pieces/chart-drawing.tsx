import type { ReactNode } from 'react'
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { pieceWords } from '../languages/pieces.ts'
import { useFormats } from '../languages/use-formats.ts'
import { useWords } from '../languages/use-words.ts'
import { type ChartData, colourOf } from './chart-data.ts'
import { marksOf, stepOf } from './chart-marks.ts'
import styles from './time-chart.module.css'
import { useTimeLabel } from './use-time-label.ts'

const TEXT = { fill: 'var(--soft)', fontSize: 12 }

/** The chart as Recharts draws it; arrow keys go through its steps. */
export function ChartDrawing({ kind, ...chart }: ChartData & { kind: 'line' | 'stacked' }): ReactNode {
  const { title, points, series, previous, annotations = [], step, zone } = chart
  const t = useWords(pieceWords)
  const { compact } = useFormats()
  const label = useTimeLabel(step, zone)
  const marks = marksOf(points, annotations)
  const data = points.map((point, place) => ({ ...point, previous: previous?.[place] }))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer title={title}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="at" tickFormatter={label} tick={TEXT} tickLine={false} stroke="var(--edge)" minTickGap={32} />
        <YAxis
          width={44}
          tick={TEXT}
          tickLine={false}
          axisLine={false}
          allowDecimals={false}
          tickFormatter={(value: number) => compact(value)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--raised)', stroke: 'var(--edge)' }}
          content={({ active, label: at }) => active && <Tip {...chart} at={String(at)} />}
        />
        {series.map((one, place) =>
          kind === 'stacked' ? (
            <Bar
              key={one.id}
              dataKey={one.id}
              name={one.title}
              stackId="all"
              fill={colourOf(one, place)}
              stroke="var(--card)"
              strokeWidth={1}
              isAnimationActive={false}
            />
          ) : (
            <Line
              key={one.id}
              dataKey={one.id}
              name={one.title}
              type="monotone"
              stroke={colourOf(one, place)}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          ),
        )}
        {previous !== undefined && (
          <Line
            dataKey="previous"
            name={t('chart.previous')}
            type="monotone"
            stroke="var(--soft)"
            strokeWidth={1.5}
            strokeDasharray="2 4"
            dot={false}
            isAnimationActive={false}
          />
        )}
        {marks.map(({ at, label: text, side }) => (
          <ReferenceLine
            key={at}
            x={at}
            stroke="var(--brass)"
            strokeDasharray="3 3"
            {...(text !== undefined && {
              label: { value: text, position: side, fill: 'var(--brass)', fontSize: 12 },
            })}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  )
}

function Tip({ at, ...chart }: ChartData & { at: string }): ReactNode {
  const { points, series, previous, annotations = [], step, zone } = chart
  const t = useWords(pieceWords)
  const { number } = useFormats()
  const label = useTimeLabel(step, zone)
  const place = points.findIndex((point) => point.at === at)
  const write = (value: unknown) => (typeof value === 'number' ? number(value) : '–')
  return (
    <div className={styles['tip']}>
      <p>{label(at)}</p>
      <dl>
        {series.map((one, index) => (
          <TipLine
            key={one.id}
            colour={colourOf(one, index)}
            title={one.title}
            value={write(points[place]?.[one.id])}
          />
        ))}
        {previous !== undefined && (
          <TipLine colour="var(--soft)" title={t('chart.previous')} value={write(previous[place])} />
        )}
      </dl>
      {annotations
        .filter((one) => stepOf(points, one.at) === at)
        .map(({ at, text }) => (
          <p key={`${at} ${text}`} className={styles['mark']}>
            {text}
          </p>
        ))}
    </div>
  )
}

function TipLine({ colour, title, value }: { colour: string; title: string; value: string }): ReactNode {
  return (
    <>
      <span className={styles['swatch']} style={{ background: colour }} />
      <dt>{title}</dt>
      <dd>{value}</dd>
    </>
  )
}
