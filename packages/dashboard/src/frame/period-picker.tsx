import { NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { frameWords } from '../languages/frame.ts'
import { useWords } from '../languages/use-words.ts'
import styles from './filter-row.module.css'
import { PERIODS, type Period, dateIn, periodOf } from './range.ts'
import { useRange, zone } from './use-range.ts'
import { useSetView, useView } from './view.ts'

const OWN = 'own'
const CHOICES = Object.keys(PERIODS) as Period[]

/** The days that the screen is about: up to now, or own ones. */
export function PeriodPicker(): ReactNode {
  const t = useWords(frameWords)
  const view = useView()
  const setView = useSetView()
  const range = useRange()
  const hasOwn = view.from !== undefined && view.to !== undefined
  const choose = (chosen: string) => {
    if (chosen === OWN) setView({ period: undefined, from: range.from, to: range.to })
    else setView({ period: chosen, from: undefined, to: undefined })
  }
  return (
    <>
      <NativeSelect
        aria-label={t('period')}
        title={t('period.zone', { zone })}
        size="xs"
        className={styles['filter']}
        value={hasOwn ? OWN : periodOf(view.period)}
        data={[
          ...CHOICES.map((period) => ({ value: period, label: t(`period.${period}`) })),
          { value: OWN, label: t('period.own') },
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {hasOwn && (
        <span className={styles['dates']}>
          <DateInput label={t('period.from')} value={range.from} max={range.to} set={(from) => setView({ from })} />
          <DateInput label={t('period.to')} value={range.to} min={range.from} set={(to) => setView({ to })} />
        </span>
      )}
    </>
  )
}

// A date is typed part by part: the view changes when there is a whole one.
function DateInput(props: { label: string; value: string; min?: string; max?: string; set: (date: string) => void }) {
  const [typed, setTyped] = useState<string>()
  const { label, value, min, max = dateIn(zone, new Date()), set } = props
  const done = () => {
    if (typed !== undefined && typed !== '' && typed !== value) set(typed)
    setTyped(undefined)
  }
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={label}
      title={label}
      value={typed ?? value}
      min={min}
      max={max}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => event.key === 'Enter' && done()}
    />
  )
}
