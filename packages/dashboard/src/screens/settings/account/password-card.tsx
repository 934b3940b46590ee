import { Button, Group } from '@mantine/core'
import { useRef, type ReactNode, type SubmitEvent } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { useSession } from '../../../api/session.ts'
import { accountWords } from '../../../languages/account.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { PasswordField } from '../../../pieces/password-field.tsx'
import { useAct } from '../../../pieces/use-act.ts'
import styles from '../settings.module.css'
import { OWN_SESSIONS } from './own-sessions.tsx'
import { secretOf } from './secret-of.ts'

/** A new password, which ends every other session. */
export function PasswordCard(): ReactNode {
  const t = useWords(accountWords)
  const { operator } = useSession()
  const form = useRef<HTMLFormElement>(null)
  const change = useAct({
    act: (body: { current: string; password: string }) => answer(belfry.PUT('/dashboard/api/password', { body })),
    done: t('password.done'),
    invalidates: [OWN_SESSIONS],
    onDone: () => form.current?.reset(),
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    change.mutate({ current: secretOf(given, 'current'), password: secretOf(given, 'password') })
  }
  return (
    <Card title={t('password')} lead={t('password.lead')}>
      <form ref={form} onSubmit={submit} className={styles['form']}>
        {/* Password managers need to know whose it is. */}
        <input type="hidden" name="email" autoComplete="username" value={operator.email ?? ''} readOnly />
        <PasswordField name="current" label={t('password.current')} autoComplete="current-password" required />
        <PasswordField
          name="password"
          label={t('password.new')}
          description={t('password.hint')}
          autoComplete="new-password"
          minLength={12}
          maxLength={200}
          required
        />
        {change.error !== null && <Failure error={change.error} />}
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={change.isPending}>
            {t('password.change')}
          </Button>
        </Group>
      </form>
    </Card>
  )
}
