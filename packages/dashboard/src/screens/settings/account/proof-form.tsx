import { Button, Group } from '@mantine/core'
import type { ReactNode, SubmitEvent } from 'react'
import { accountWords } from '../../../languages/account.ts'
import { pieceWords } from '../../../languages/pieces.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Dialog } from '../../../pieces/dialog.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { PasswordField } from '../../../pieces/password-field.tsx'
import styles from '../settings.module.css'
import { secretOf } from './secret-of.ts'

interface ProofFormProps {
  title: string
  text: string
  submit: string
  act: { mutate: (password: string) => void; isPending: boolean; error: unknown }
  onClose: () => void
  /** In place of what is said of an error of Belfry's. */
  failure?: ReactNode
  dangerous?: boolean
}

/** Asks for the password before an act: whoever finds an open session does not have it. */
export function ProofForm(props: ProofFormProps): ReactNode {
  const { title, text, submit, act, failure, onClose, dangerous = false } = props
  const t = useWords(accountWords)
  const p = useWords(pieceWords)
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    act.mutate(secretOf(new FormData(event.currentTarget), 'proof'))
  }
  return (
    <Dialog onClose={onClose} title={title}>
      <form onSubmit={send} className={styles['form']}>
        <p className={styles['text']}>{text}</p>
        <PasswordField name="proof" label={t('proof')} autoComplete="current-password" required data-autofocus />
        {failure ?? (act.error !== null && <Failure error={act.error} />)}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {p('cancel')}
          </Button>
          <Button type="submit" color={dangerous ? 'red' : undefined} loading={act.isPending}>
            {submit}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
