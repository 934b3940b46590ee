import { Button, Group } from '@mantine/core'
import type { ReactNode, SubmitEvent } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { peopleWords } from '../../../languages/people.ts'
import { pieceWords } from '../../../languages/pieces.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Dialog } from '../../../pieces/dialog.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { useAct } from '../../../pieces/use-act.ts'
import styles from '../settings.module.css'
import type { Person } from './people-screen.tsx'
import { RightsFields, rightsOf } from './rights-fields.tsx'

/** Another role, or other sites; it counts from the next request on. */
export function ChangePerson({ person, onClose }: { person: Person; onClose: () => void }): ReactNode {
  const t = useWords(peopleWords)
  const p = useWords(pieceWords)
  const { id, name, role, sites } = person
  const change = useAct({
    act: (form: FormData) =>
      answer(belfry.PATCH('/v1/people/{id}', { params: { path: { id } }, body: rightsOf(form) })),
    done: t('changed', { name }),
    invalidates: [['people'], ['session']],
    onDone: onClose,
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    change.mutate(new FormData(event.currentTarget))
  }
  return (
    <Dialog onClose={onClose} title={t('change-of', { name })}>
      <form onSubmit={submit} className={styles['form']}>
        <RightsFields role={role} sites={sites} />
        {change.error !== null && <Failure error={change.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {p('cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('save')}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
