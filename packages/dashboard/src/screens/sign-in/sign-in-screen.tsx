import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { hasPasskeys } from '../../api/passkeys.ts'
import { signInWords } from '../../languages/sign-in.ts'
import { useWords } from '../../languages/use-words.ts'
import { Failure } from '../../pieces/failure.tsx'
import { CodeForm } from './code-form.tsx'
import { Entrance } from './entrance.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { PasswordForm } from './password-form.tsx'
import { useEnter } from './use-enter.ts'

/** The way in: a password, then perhaps a code; or what to do where there is neither. */
export function SignInScreen(): ReactNode {
  const t = useWords(signInWords)
  const enter = useEnter()
  const [step, setStep] = useState<'password' | 'code'>('password')
  const { data, error, refetch } = useQuery({
    queryKey: ['sign-in'],
    queryFn: ({ signal }) => answer(belfry.GET('/dashboard/api/sign-in', { signal })),
  })
  if (error !== null) {
    return (
      <Entrance title={t('sign-in')}>
        <Failure error={error} retry={() => void refetch()} />
      </Entrance>
    )
  }
  if (data?.by === 'app') {
    return (
      <Entrance title={t('by-app')} lead={t('by-app.help')}>
        <Button onClick={enter}>{t('again')}</Button>
      </Entrance>
    )
  }
  if (data?.isSetUp === false) {
    return (
      <Entrance title={t('not-set-up')} lead={t('not-set-up.help')}>
        {null}
      </Entrance>
    )
  }
  return (
    <Entrance title={t('sign-in')} lead={t(step === 'code' ? 'code.lead' : 'lead')}>
      {step === 'code' ? (
        <CodeForm enter={enter} restart={() => setStep('password')} />
      ) : (
        <PasswordForm enter={enter} askCode={() => setStep('code')} />
      )}
      {step === 'password' && data?.hasPasskeys && hasPasskeys() && <PasskeyButton enter={enter} />}
    </Entrance>
  )
}
