import type { ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { peopleWords } from '../../../languages/people.ts'
import { useWords } from '../../../languages/use-words.ts'
import { ConfirmByCount } from '../../../pieces/confirm-by-count.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { useAct } from '../../../pieces/use-act.ts'
import type { Person } from './people-screen.tsx'

/** Asks before an account goes, with its sessions. */
export function RemovePerson({ person, onClose }: { person: Person; onClose: () => void }): ReactNode {
  const t = useWords(peopleWords)
  const { id, name, isYou } = person
  const remove = useAct({
    act: () => answer(belfry.DELETE('/v1/people/{id}', { params: { path: { id } } })),
    done: t('removed', { name }),
    invalidates: isYou ? [['session']] : [['people']],
    onDone: onClose,
  })
  return (
    <ConfirmByCount
      opened
      onClose={onClose}
      title={t('remove.title', { name })}
      count={1}
      confirm={t('remove')}
      onConfirm={() => remove.mutate()}
      busy={remove.isPending}
      dangerous
    >
      {t(isYou ? 'remove.you' : 'remove.text')}
      {remove.error !== null && <Failure error={remove.error} />}
    </ConfirmByCount>
  )
}
