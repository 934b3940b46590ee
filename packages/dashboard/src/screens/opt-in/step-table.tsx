import type { ReactNode } from 'react'
import { optInWords } from '../../languages/opt-in.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { type Column, DataTable } from '../../pieces/data-table.tsx'
import type { Step, Steps, StepsOf } from './sum-steps.ts'

export interface StepTableProps {
  label: string
  /** Of the first column. */
  title: string
  rows: readonly StepsOf[]
  nameOf: (name: string | null) => string
}

const SHARED = ['soft-yes', 'native-yes', 'native-no'] as const

/** The steps side by side, each with its share of those who were asked. */
export function StepTable({ label, title, rows, nameOf }: StepTableProps): ReactNode {
  const t = useWords(optInWords)
  const { number, percent } = useFormats()
  const shareOf = (steps: Steps, step: Step) =>
    steps.shown === 0
      ? number(steps[step])
      : t('of', { count: number(steps[step]), share: percent(steps[step] / steps.shown) })
  const columns: readonly Column<StepsOf>[] = [
    { id: 'name', title, cell: ({ name }) => nameOf(name) },
    { id: 'shown', title: t('shown'), end: true, fold: true, cell: ({ steps }) => number(steps.shown) },
    ...SHARED.map((step) => ({
      id: step,
      title: t(step),
      end: true,
      fold: true,
      cell: ({ steps }: StepsOf) => shareOf(steps, step),
    })),
  ]
  return <DataTable label={label} columns={columns} rows={rows} rowId={({ name }) => name ?? ''} empty={null} />
}
