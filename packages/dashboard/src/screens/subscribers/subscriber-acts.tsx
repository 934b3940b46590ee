import type { BelfryModels } from '@belfry/client'
import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useSession } from '../../api/session.ts'
import { subscriberWords } from '../../languages/subscribers.ts'
import { useWords } from '../../languages/use-words.ts'
import { ConfirmByCount } from '../../pieces/confirm-by-count.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { saveFile } from '../../pieces/save-file.ts'
import { useAct } from '../../pieces/use-act.ts'

/** What an owner may do with a person: give them what is stored, end every browser, or erase everything of them. */
export function SubscriberActs({ subscriber }: { subscriber: BelfryModels['Subscriber'] }): ReactNode {
  const t = useWords(subscriberWords)
  const { mayManage } = useSession()
  const navigate = useNavigate()
  const [asked, setAsked] = useState<'sign-out' | 'erase'>()
  const params = { path: { id: subscriber.id ?? '' } }
  const invalidates = [['subscribers'], ['subscriptions']]
  const close = () => setAsked(undefined)
  const signOut = useAct({
    act: () => answer(belfry.DELETE('/v1/subscribers/{id}/subscriptions', { params })),
    done: ({ subscriptions }) => t('sign-out.done', { count: subscriptions }),
    invalidates,
    onDone: close,
  })
  const erase = useAct({
    act: () => answer(belfry.DELETE('/v1/subscribers/{id}', { params })),
    done: ({ subscriptions }) => t('erase.done', { count: subscriptions }),
    onDone: () => {
      close()
      void navigate({ to: '/subscribers' })
    },
  })
  const take = useAct({
    act: () => answer(belfry.GET('/v1/subscribers/{id}/export', { params })),
    done: (all) => {
      saveFile(`subscriber-${subscriber.id}.json`, 'application/json', `${JSON.stringify(all, null, 2)}\n`)
      return t('export.done')
    },
  })
  if (!mayManage || subscriber.id === null) return null
  const act = asked === 'erase' ? erase : signOut
  return (
    <>
      <Button
        variant="default"
        size="sm"
        loading={take.isPending}
        onClick={() => take.mutate()}
        title={t('export.help')}
      >
        {t('export')}
      </Button>
      {take.error !== null && <Failure error={take.error} />}
      <Button variant="default" size="sm" onClick={() => setAsked('sign-out')}>
        {t('sign-out')} …
      </Button>
      <Button variant="default" size="sm" onClick={() => setAsked('erase')}>
        {t('erase')} …
      </Button>
      <ConfirmByCount
        opened={asked !== undefined}
        onClose={close}
        title={t(`${asked ?? 'erase'}.title`)}
        count={subscriber.activeSubscriptions}
        word={asked === 'erase' ? subscriber.id : undefined}
        confirm={t(asked ?? 'erase')}
        onConfirm={() => act.mutate()}
        busy={act.isPending}
        dangerous
      >
        {t(`${asked ?? 'erase'}.text`)}
        {act.error !== null && <Failure error={act.error} />}
      </ConfirmByCount>
    </>
  )
}
