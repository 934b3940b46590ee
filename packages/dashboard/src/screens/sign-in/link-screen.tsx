import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode, type SubmitEvent } from 'react'
import { answer, belfry, isRefused } from '../../api/belfry.ts'
import { signInWords } from '../../languages/sign-in.ts'
import { useWords } from '../../languages/use-words.ts'
import { Failure } from '../../pieces/failure.tsx'
import { PasswordField } from '../../pieces/password-field.tsx'
import { Waiting } from '../../pieces/waiting.tsx'
import { Entrance } from './entrance.tsx'
import styles from './entrance.module.css'
import { textOf } from './text-of.ts'
import { useEnter } from './use-enter.ts'

/** What a set-up link or an invitation opens: a new account. */
export function LinkScreen(): ReactNode {
  const t = useWords(signInWords)
  const token = useToken()
  const { data, error, refetch } = useQuery({
    queryKey: ['links', token],
    queryFn: () => answer(belfry.POST('/dashboard/api/links', { body: { token } })),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (isRefused(error, 'link-over') || isRefused(error, 400)) {
    return (
      <Entrance title={t('link-over')} lead={t('link-over.help')}>
        <Link to="/sign-in">{t('to-sign-in')}</Link>
      </Entrance>
    )
  }
  if (data === undefined) {
    return (
      <Entrance title="Belfry">
        {error === null ? <Waiting height="16rem" /> : <Failure error={error} retry={() => void refetch()} />}
      </Entrance>
    )
  }
  const { kind, email, role, sites } = data
  const lead =
    kind === 'set-up'
      ? t('set-up.lead')
      : t('invitation.lead', { role: t(`role.${role}`), sites: sites?.join(', ') ?? t('invitation.all') })
  return (
    <Entrance title={t(kind)} lead={lead}>
      <AccountForm token={token} email={email} />
    </Entrance>
  )
}

// The token stands behind the #, so that no server logs it; then it leaves the address, so that nobody copies it along.
function useToken(): string {
  const [token] = useState(() => location.hash.slice(1))
  useEffect(() => {
    history.replaceState(history.state, '', location.pathname + location.search)
  }, [])
  return token
}

function AccountForm({ token, email }: { token: string; email: string | null }): ReactNode {
  const t = useWords(signInWords)
  const enter = useEnter()
  const make = useMutation({
    mutationFn: (body: { token: string; name: string; email: string; password: string }) =>
      answer(belfry.POST('/dashboard/api/accounts', { body })),
    onSuccess: enter,
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    make.mutate({
      token,
      name: textOf(form, 'name'),
      email: textOf(form, 'email'),
      password: textOf(form, 'password'),
    })
  }
  return (
    <form onSubmit={submit} className={styles['fields']}>
      <TextInput name="name" label={t('name')} autoComplete="name" required autoFocus maxLength={200} />
      <TextInput
        name="email"
        type="email"
        label={t('email')}
        autoComplete="username"
        required
        defaultValue={email ?? ''}
      />
      <PasswordField
        name="password"
        label={t('password')}
        description={t('password.hint')}
        autoComplete="new-password"
        minLength={12}
        required
      />
      {make.error !== null && <Failure error={make.error} />}
      <Button type="submit" loading={make.isPending}>
        {t('make')}
      </Button>
    </form>
  )
}
