import type { ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { passkeyWords } from '../../../languages/passkeys.ts'
import { useWords } from '../../../languages/use-words.ts'
import { ConfirmByCount } from '../../../pieces/confirm-by-count.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { useAct } from '../../../pieces/use-act.ts'
import { PASSKEYS, type Passkey } from './listed-passkeys.ts'

/** Asks before a passkey goes. */
export function RemovePasskey({
  passkey: { id, name },
  onClose,
}: {
  passkey: Passkey
  onClose: () => void
}): ReactNode {
  const t = useWords(passkeyWords)
  const remove = useAct({
    act: () => answer(belfry.DELETE('/dashboard/api/passkeys/{id}', { params: { path: { id } } })),
    done: t('removed', { name }),
    invalidates: [PASSKEYS],
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
      {t('remove.text')}
      {remove.error !== null && <Failure error={remove.error} />}
    </ConfirmByCount>
  )
}
