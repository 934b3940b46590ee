import { TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import styles from './search-form.module.css'
import { Icon } from './icons.tsx'
import { SEARCH_MARK } from './use-frame-keys.ts'
import { useSetView, useView } from './view.ts'

/** Searches a list by `q` in the address; `/` leads here. */
export function SearchForm({ label }: { label: string }): ReactNode {
  const { q = '' } = useView()
  // Another address has another search: the field is a new one.
  return <Field key={q} q={q} label={label} />
}

function Field({ q, label }: { q: string; label: string }): ReactNode {
  const setView = useSetView()
  const [typed, setTyped] = useState(q)
  const search = () => typed.trim() !== q && setView({ q: typed.trim() || undefined })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    search()
  }
  return (
    <form role="search" onSubmit={submit} className={styles['search']}>
      <TextInput
        type="search"
        size="xs"
        aria-label={label}
        placeholder={label}
        leftSection={<Icon name="search" size={14} />}
        rightSection={<kbd aria-hidden="true">/</kbd>}
        value={typed}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={search}
        {...SEARCH_MARK}
      />
    </form>
  )
}
