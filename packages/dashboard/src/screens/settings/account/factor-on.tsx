import type { BelfryModels } from '@belfry/client'
import { Button, Group, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode, SubmitEvent } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { accountWords } from '../../../languages/account.ts'
import { pieceWords } from '../../../languages/pieces.ts'
import { useWords } from '../../../languages/use-words.ts'
import { CopyableCode } from '../../../pieces/copyable-code.tsx'
import { Dialog } from '../../../pieces/dialog.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { useAct } from '../../../pieces/use-act.ts'
import { textOf } from '../form-values.ts'
import styles from '../settings.module.css'
import accountStyles from './account.module.css'
import { OWN_SESSIONS } from './own-sessions.tsx'
import { ProofForm } from './proof-form.tsx'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** The password, then the picture for the authenticator and a code of it, then what to keep for a lost phone. */
export function FactorOn({ onClose }: { onClose: () => void }): ReactNode {
  const t = useWords(accountWords)
  const begin = useMutation({
    mutationFn: (password: string) => answer(belfry.POST('/dashboard/api/second-factor', { body: { password } })),
  })
  const confirm = useAct({
    act: (code: string) => answer(belfry.POST('/dashboard/api/second-factor/confirm', { body: { code } })),
    done: t('factor.on.done'),
    invalidates: [['session'], OWN_SESSIONS],
  })
  const { data } = begin
  if (data === undefined) {
    const texts = { title: t('factor.on.title'), text: t('factor.on.text'), submit: t('next') }
    return <ProofForm {...texts} act={begin} onClose={onClose} />
  }
  const title = t(confirm.isSuccess ? 'codes.title' : 'factor.on.title')
  return (
    <Dialog onClose={onClose} title={title}>
      {confirm.isSuccess ? (
        <RecoveryCodes codes={data.recoveryCodes} onClose={onClose} />
      ) : (
        <Authenticator factor={data} confirm={confirm} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface AuthenticatorProps {
  factor: BelfryModels['SecondFactor']
  confirm: { mutate: (code: string) => void; isPending: boolean; error: unknown }
  onClose: () => void
}

function Authenticator({ factor: { uri, secret }, confirm, onClose }: AuthenticatorProps): ReactNode {
  const t = useWords(accountWords)
  const p = useWords(pieceWords)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    confirm.mutate(textOf(new FormData(event.currentTarget), 'code').replaceAll(/\s/g, ''))
  }
  return (
    <form onSubmit={submit} className={styles['form']}>
      <p className={styles['text']}>{t('scan')}</p>
      <QrCode text={uri} label={t('scan.picture')} />
      <div className={accountStyles['by-hand']}>
        <span className={styles['soft']}>{t('scan.by-hand')}</span>
        <CopyableCode>{secret}</CopyableCode>
      </div>
      <TextInput
        name="code"
        label={t('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9 ]{6,8}"
        required
        data-autofocus
      />
      {confirm.error !== null && <Failure error={confirm.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {p('cancel')}
        </Button>
        <Button type="submit" loading={confirm.isPending}>
          {t('factor.turn-on')}
        </Button>
      </Group>
    </form>
  )
}
