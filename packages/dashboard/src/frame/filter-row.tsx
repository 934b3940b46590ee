import { Button, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { frameWords } from '../languages/frame.ts'
import { useWords } from '../languages/use-words.ts'
import styles from './filter-row.module.css'
import { PeriodPicker } from './period-picker.tsx'
import { SearchForm } from './search-form.tsx'
import { type Filter, useSetView, useView } from './view.ts'

/** One filter of a screen with what it can be set to. */
export interface FilterChoice {
  filter: Filter
  label: string
  options: readonly { value: string; label: string }[]
}

export interface FilterRowProps {
  period: boolean
  filters: readonly FilterChoice[]
  search?: string
}

/** The search, the period and the filters of a view, which stand in its address. */
export function FilterRow({ period, filters, search }: FilterRowProps): ReactNode {
  const t = useWords(frameWords)
  const view = useView()
  const setView = useSetView()
  const set = filters.filter(({ filter }) => view[filter] !== undefined)
  const clear = () => setView(Object.fromEntries(set.map(({ filter }) => [filter, undefined])))
  return (
    <div className={styles['row']} role="group" aria-label={t('filters')}>
      {search !== undefined && <SearchForm label={search} />}
      {period && <PeriodPicker />}
      {filters.map(({ filter, label, options }) => (
        <NativeSelect
          key={filter}
          aria-label={label}
          size="xs"
          className={styles['filter']}
          data-set={view[filter] !== undefined || undefined}
          value={view[filter] ?? ''}
          onChange={(event) => setView({ [filter]: event.currentTarget.value || undefined })}
        >
          <option value="">{`${label}: ${t('filters.all')}`}</option>
          {withChosen(options, view[filter]).map((option) => (
            <option key={option.value} value={option.value}>
              {`${label}: ${option.label}`}
            </option>
          ))}
        </NativeSelect>
      ))}
      {set.length > 0 && (
        <Button variant="subtle" size="compact-xs" onClick={clear}>
          {t('filters.clear')}
        </Button>
      )}
    </div>
  )
}

// An address may name what the list does not have: it is shown all the same.
function withChosen(options: FilterChoice['options'], chosen: string | undefined): FilterChoice['options'] {
  if (chosen === undefined || options.some(({ value }) => value === chosen)) return options
  return [...options, { value: chosen, label: chosen }]
}
