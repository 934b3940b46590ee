import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useRange } from '../../frame/use-range.ts'
import { useView } from '../../frame/view.ts'
import { settingsWords } from '../../languages/settings.ts'
import { useWords } from '../../languages/use-words.ts'
import { ConfirmByCount } from '../../pieces/confirm-by-count.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { useAct } from '../../pieces/use-act.ts'
import { VAPID_KEYS } from './vapid-key-list.ts'

/** Asks before a new key is made, with how many browsers have to come back before the present one can go. */
export function RotateVapidKey({ retiring, onClose }: { retiring: number; onClose: () => void }): ReactNode {
  const t = useWords(settingsWords)
  const { site } = useView()
  const { from, to, zone } = useRange()
  const growth = useQuery({
    queryKey: ['stats', 'growth', 'active', site],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/growth', { params: { query: { from, to, zone } }, signal })),
  })
  const rotate = useAct({
    act: () => answer(belfry.POST('/v1/vapid-keys', { body: {} })),
    done: t('rotate.done'),
    invalidates: [VAPID_KEYS],
    onDone: onClose,
  })
  const active = growth.data && Math.max(0, growth.data.active - retiring)
  return (
    <ConfirmByCount
      opened
      onClose={onClose}
      title={t('rotate.title')}
      count={0}
      confirm={t('rotate')}
      onConfirm={() => rotate.mutate()}
      busy={rotate.isPending}
    >
      <p>{t('rotate.text')}</p>
      {active !== undefined && <p>{t('rotate.cost', { count: active })}</p>}
      {rotate.error !== null && <Failure error={rotate.error} />}
    </ConfirmByCount>
  )
}
