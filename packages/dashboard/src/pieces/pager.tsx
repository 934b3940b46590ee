import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSetView, useView } from '../frame/view.ts'
import { pieceWords } from '../languages/pieces.ts'
import { useWords } from '../languages/use-words.ts'

/** To the next page and to the first; the browser's own "back" goes to the one before. */
export function Pager({ next }: { next: string | null }): ReactNode {
  const t = useWords(pieceWords)
  const { cursor } = useView()
  const setView = useSetView()
  if (next === null && cursor === undefined) return null
  const go = (to: string | undefined) => {
    setView({ cursor: to })
    scrollTo({ top: 0 })
  }
  return (
    <Group mt="sm" gap="xs">
      <Button variant="default" size="xs" disabled={cursor === undefined} onClick={() => go(undefined)}>
        {t('first-page')}
      </Button>
      <Button variant="default" size="xs" disabled={next === null} onClick={() => go(next ?? undefined)}>
        {t('next-page')}
      </Button>
    </Group>
  )
}
