import { Button, Group, TextInput } from '@mantine/core'
import type { ReactNode, SubmitEvent } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { peopleWords } from '../../../languages/people.ts'
import { pieceWords } from '../../../languages/pieces.ts'
import { useWords } from '../../../languages/use-words.ts'
import { CopyableCode } from '../../../pieces/copyable-code.tsx'
import { Dialog } from '../../../pieces/dialog.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { useAct } from '../../../pieces/use-act.ts'
import { textOf } from '../form-values.ts'
import styles from '../settings.module.css'
import { RightsFields, rightsOf } from './rights-fields.tsx'

/** Makes a link for one new account, and shows it once. */
export function Invite({ onClose }: { onClose: () => void }): ReactNode {
  const t = useWords(peopleWords)
  const p = useWords(pieceWords)
  const invite = useAct({
    act: (form: FormData) => {
      const email = textOf(form, 'email')
      const body = { ...rightsOf(form), ...(email === '' ? {} : { email }) }
      return answer(belfry.POST('/v1/people/invitations', { body }))
    },
    done: t('invited'),
    invalidates: [['invitations']],
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    invite.mutate(new FormData(event.currentTarget))
  }
  const { data } = invite
  return (
    <Dialog onClose={onClose} title={t('invite.title')}>
      {data === undefined ? (
        <form onSubmit={submit} className={styles['form']}>
          <TextInput
            name="email"
            type="email"
            label={t('email')}
            description={t('email.help')}
            maxLength={254}
            autoComplete="off"
            data-autofocus
          />
          <RightsFields role="editor" sites={null} />
          {invite.error !== null && <Failure error={invite.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {p('cancel')}
            </Button>
            <Button type="submit" loading={invite.isPending}>
              {t('invite.make')}
            </Button>
          </Group>
        </form>
      ) : (
        <>
          <p>{t(data.email === null ? 'link.anybody' : 'link.for', { email: data.email ?? '' })}</p>
          <CopyableCode>{location.origin + data.link}</CopyableCode>
          <p className={styles['soft']}>{t('link.once')}</p>
          <Group justify="flex-end" mt="md">
            <Button onClick={onClose}>{p('done')}</Button>
          </Group>
        </>
      )}
    </Dialog>
  )
}
