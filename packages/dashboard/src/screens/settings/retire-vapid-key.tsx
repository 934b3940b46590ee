import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { settingsWords } from '../../languages/settings.ts'
import { useWords } from '../../languages/use-words.ts'
import { ConfirmByCount } from '../../pieces/confirm-by-count.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { useAct } from '../../pieces/use-act.ts'
import { VAPID_KEYS, type VapidKey } from './vapid-key-list.ts'

interface RetireVapidKeyProps {
  vapidKey: VapidKey
  onClose: () => void
}

/** Asks before a key signs nothing any more, with how many that costs. */
export function RetireVapidKey({ vapidKey: { id, subscriptions }, onClose }: RetireVapidKeyProps): ReactNode {
  const t = useWords(settingsWords)
  const losing = subscriptions ?? 0
  const retire = useAct({
    act: () =>
      answer(belfry.PATCH('/v1/vapid-keys/{id}', { params: { path: { id } }, body: { status: 'retired', losing } })),
    done: t('retire.done'),
    invalidates: [VAPID_KEYS],
    onDone: onClose,
  })
  return (
    <ConfirmByCount
      opened
      onClose={onClose}
      title={t('retire.title')}
      count={losing}
      confirm={t('retire')}
      onConfirm={() => retire.mutate()}
      busy={retire.isPending}
      dangerous
    >
      {t('retire.text', { count: losing })}
      {retire.error !== null && <Failure error={retire.error} />}
    </ConfirmByCount>
  )
}
