import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode, SubmitEvent } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { signInWords } from '../../languages/sign-in.ts'
import { useWords } from '../../languages/use-words.ts'
import { Failure } from '../../pieces/failure.tsx'
import { PasswordField } from '../../pieces/password-field.tsx'
import styles from './entrance.module.css'
import { textOf } from './text-of.ts'

/** E-mail and password, as password managers fill them in. */
export function PasswordForm({ enter, askCode }: { enter: () => void; askCode: () => void }): ReactNode {
  const t = useWords(signInWords)
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => answer(belfry.POST('/dashboard/api/sign-in', { body })),
    onSuccess: ({ next }) => (next === 'code' ? askCode() : enter()),
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    signIn.mutate({ email: textOf(form, 'email'), password: textOf(form, 'password') })
  }
  return (
    <form onSubmit={submit} className={styles['fields']}>
      <TextInput name="email" type="email" label={t('email')} autoComplete="username" required autoFocus />
      <PasswordField name="password" label={t('password')} autoComplete="current-password" required />
      {signIn.error !== null && <Failure error={signIn.error} />}
      <Button type="submit" loading={signIn.isPending}>
        {t('sign-in')}
      </Button>
    </form>
  )
}
