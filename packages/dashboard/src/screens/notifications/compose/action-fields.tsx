import { Fieldset, Group, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { composeWords } from '../../../languages/compose.ts'
import { useWords } from '../../../languages/use-words.ts'
import type { Draft, DraftAction } from './draft.ts'

// Browsers show two.
const PLACES = [0, 1]
const NONE: DraftAction = { title: '', url: '' }

/** The buttons of a notification. */
export function ActionFields({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }): ReactNode {
  const t = useWords(composeWords)
  const set = (place: number, part: Partial<DraftAction>) => {
    const actions = PLACES.map((at) => ({ ...(draft.actions[at] ?? NONE), ...(at === place ? part : {}) }))
    change({ actions })
  }
  return PLACES.map((place) => {
    const { title, url } = draft.actions[place] ?? NONE
    return (
      <Fieldset key={place} legend={t('action', { number: place + 1 })} variant="unstyled">
        <Group grow align="flex-start" gap="sm">
          <TextInput
            label={t('action.title')}
            value={title}
            maxLength={200}
            onChange={(event) => set(place, { title: event.currentTarget.value })}
          />
          <TextInput
            label={t('action.url')}
            value={url}
            onChange={(event) => set(place, { url: event.currentTarget.value })}
          />
        </Group>
      </Fieldset>
    )
  })
}
