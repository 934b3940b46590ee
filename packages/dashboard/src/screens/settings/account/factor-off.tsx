import type { ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { accountWords } from '../../../languages/account.ts'
import { useWords } from '../../../languages/use-words.ts'
import { useAct } from '../../../pieces/use-act.ts'
import { ProofForm } from './proof-form.tsx'

/** Turns it off, with the password. */
export function FactorOff({ onClose }: { onClose: () => void }): ReactNode {
  const t = useWords(accountWords)
  const remove = useAct({
    act: (password: string) => answer(belfry.POST('/dashboard/api/second-factor/remove', { body: { password } })),
    done: t('factor.off.done'),
    invalidates: [['session']],
    onDone: onClose,
  })
  return (
    <ProofForm
      title={t('factor.off.title')}
      text={t('factor.off.text')}
      submit={t('factor.turn-off')}
      act={remove}
      onClose={onClose}
      dangerous
    />
  )
}
