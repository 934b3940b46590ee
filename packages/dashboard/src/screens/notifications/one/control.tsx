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
  const [isAsking, setAsking] = useState(false)
  const { id, state, progress } = notification
  const change = useAct({
    act: (asked: Asked) =>
      answer(belfry.PATCH('/v1/notifications/{id}', { params: { path: { id } }, body: { state: asked } })),
    done: (_, asked: Asked) => t(`done.${asked}`),
    invalidates: [['notifications']],
    onDone: () => setAsking(false),
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
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('cancel')}
      </Button>
      {change.error !== null && !isAsking && <Failure error={change.error} />}
      <ConfirmByCount
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('cancel.title')}
        count={progress.remaining}
        confirm={t('cancel.confirm')}
        onConfirm={() => change.mutate('cancelled')}
        busy={change.isPending}
        dangerous
      >
        <p>{t('cancel.text', { count: progress.remaining })}</p>
        {change.error !== null && <Failure error={change.error} />}
      </ConfirmByCount>
    </>
  )
}
