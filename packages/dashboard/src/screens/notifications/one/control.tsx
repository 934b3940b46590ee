import { Button } from '@mantine/core'
import type { BelfryModels } from '@belfry/client'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { notificationWords } from '../../../languages/notifications.ts'
import { useWords } from '../../../languages/use-words.ts'
import { ConfirmByCount } from '../../../pieces/confirm-by-count.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { useAct } from '../../../pieces/use-act.ts'

type Asked = BelfryModels['NotificationState']['state']

/** Pauses, resumes and cancels what is being sent. */
export function Control({ notification }: { notification: BelfryModels['Notification'] }): ReactNode {
  const t = useWords(notificationWords)
  // With so many left: who types the number in types that of the question, while fewer and fewer are left.
  const [asked, setAsked] = useState<number>()
  const isAsking = asked !== undefined
  const close = () => setAsked(undefined)
  const { id, state, progress } = notification
  const change = useAct({
    act: (asked: Asked) =>
      answer(belfry.PATCH('/v1/notifications/{id}', { params: { path: { id } }, body: { state: asked } })),
    done: (_, asked: Asked) => t(`done.${asked}`),
    invalidates: [['notifications']],
    onDone: close,
  })
  return (
    <>
      {state === 'paused' ? (
        <Button onClick={() => change.mutate('sending')} loading={change.isPending}>
          {t('resume')}
        </Button>
      ) : (
        <Button variant="default" onClick={() => change.mutate('paused')} loading={change.isPending}>
          {t('pause')}
        </Button>
      )}
      <Button variant="default" onClick={() => setAsked(progress.remaining)}>
        {t('cancel')}
      </Button>
      {change.error !== null && !isAsking && <Failure error={change.error} />}
      <ConfirmByCount
        opened={isAsking}
        onClose={close}
        title={t('cancel.title')}
        count={asked ?? 0}
        confirm={t('cancel.confirm')}
        onConfirm={() => change.mutate('cancelled')}
        busy={change.isPending}
        dangerous
      >
        <p>{t('cancel.text', { count: asked ?? 0 })}</p>
        {change.error !== null && <Failure error={change.error} />}
      </ConfirmByCount>
    </>
  )
}
