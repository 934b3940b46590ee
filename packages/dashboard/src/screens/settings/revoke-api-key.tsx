import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { settingsWords } from '../../languages/settings.ts'
import { useWords } from '../../languages/use-words.ts'
import { ConfirmByCount } from '../../pieces/confirm-by-count.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { useAct } from '../../pieces/use-act.ts'
import type { ApiKey } from './api-keys.tsx'

/** Asks before a key stops working. */
export function RevokeApiKey({ apiKey: { id, name }, onClose }: { apiKey: ApiKey; onClose: () => void }): ReactNode {
  const t = useWords(settingsWords)
  const revoke = useAct({
    act: () => answer(belfry.DELETE('/v1/api-keys/{id}', { params: { path: { id } } })),
    done: t('revoke.done', { name }),
    invalidates: [['api-keys']],
    onDone: onClose,
  })
  return (
    <ConfirmByCount
      opened
      onClose={onClose}
      title={t('revoke.title', { name })}
      count={1}
      confirm={t('revoke')}
      onConfirm={() => revoke.mutate()}
      busy={revoke.isPending}
      dangerous
    >
      {t('revoke.text')}
      {revoke.error !== null && <Failure error={revoke.error} />}
    </ConfirmByCount>
  )
}
