import type { BelfryModels } from '@belfry/client'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useSession } from '../../api/session.ts'
import { useView } from '../../frame/view.ts'
import { settingsWords } from '../../languages/settings.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { ConfirmByCount } from '../../pieces/confirm-by-count.tsx'
import { type Column, DataTable } from '../../pieces/data-table.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { RelativeTime } from '../../pieces/relative-time.tsx'
import { StatusWord } from '../../pieces/status-word.tsx'
import { useAct } from '../../pieces/use-act.ts'
import styles from './settings.module.css'

type VapidKey = BelfryModels['VapidKey']

const LEVELS = { active: 'good', retiring: 'warning', retired: 'neutral' } as const

/** The pairs that messages are signed with, their change, and what it would cost. */
export function VapidKeys(): ReactNode {
  const t = useWords(settingsWords)
  const { number } = useFormats()
  const { mayManage } = useSession()
  const { site } = useView()
  const [asked, setAsked] = useState<'rotate' | VapidKey>()
  const keys = useQuery({
    queryKey: ['vapid-keys', site],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/vapid-keys', { signal })),
  })
  const columns: readonly Column<VapidKey>[] = [
    { id: 'key', title: t('key'), cell: (key) => <KeyName vapidKey={key} /> },
    {
      id: 'state',
      title: t('state'),
      fold: true,
      cell: ({ status }) => <StatusWord level={LEVELS[status]}>{t(`state.${status}`)}</StatusWord>,
    },
    {
      id: 'subscriptions',
      title: t('subscriptions'),
      end: true,
      fold: true,
      cell: ({ subscriptions }) => (subscriptions === null ? t('subscriptions.active') : number(subscriptions)),
    },
    {
      id: 'since',
      title: t('since'),
      fold: true,
      cell: ({ changedAt, createdAt }) => <RelativeTime at={changedAt ?? createdAt} />,
    },
    ...(mayManage ? [{ id: 'acts', title: t('acts'), fold: true, cell: acts }] : []),
  ]
  function acts(key: VapidKey): ReactNode {
    if (key.declared !== null) return <span className={styles['soft']}>{t('declared', { where: key.declared })}</span>
    if (key.status !== 'retiring') return null
    return (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('retire-of', { key: key.id })}
        onClick={() => setAsked(key)}
      >
        {t('retire')} …
      </Button>
    )
  }
  return (
    <Card
      title={t('vapid')}
      lead={t('vapid.lead')}
      actions={
        mayManage && (
          <Button size="compact-sm" variant="default" onClick={() => setAsked('rotate')}>
            {t('rotate')} …
          </Button>
        )
      }
    >
      <DataTable
        label={t('vapid')}
        columns={columns}
        rows={keys.data?.vapidKeys}
        rowId={({ id }) => id}
        empty={<p>{t('none')}</p>}
        error={keys.error}
        retry={() => void keys.refetch()}
      />
      <Rotate opened={asked === 'rotate'} onClose={() => setAsked(undefined)} />
      {typeof asked === 'object' && <Retire vapidKey={asked} onClose={() => setAsked(undefined)} />}
    </Card>
  )
}

function KeyName({ vapidKey: { id, hasPrivateKey } }: { vapidKey: VapidKey }): ReactNode {
  const t = useWords(settingsWords)
  return (
    <>
      <code>{id}</code>
      {!hasPrivateKey && (
        <div>
          <StatusWord level="bad">{t('no-private')}</StatusWord>
        </div>
      )}
    </>
  )
}

const AFTERWARDS = [['vapid-keys']] as const

function Rotate({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const t = useWords(settingsWords)
  const rotate = useAct({
    act: () => answer(belfry.POST('/v1/vapid-keys', { body: {} })),
    done: t('rotate.done'),
    invalidates: AFTERWARDS,
    onDone: onClose,
  })
  return (
    <ConfirmByCount
      opened={opened}
      onClose={onClose}
      title={t('rotate.title')}
      count={0}
      confirm={t('rotate')}
      onConfirm={() => rotate.mutate()}
      busy={rotate.isPending}
    >
      {t('rotate.text')}
      {rotate.error !== null && <Failure error={rotate.error} />}
    </ConfirmByCount>
  )
}

function Retire({ vapidKey: { id, subscriptions }, onClose }: { vapidKey: VapidKey; onClose: () => void }): ReactNode {
  const t = useWords(settingsWords)
  const losing = subscriptions ?? 0
  const retire = useAct({
    act: () =>
      answer(belfry.PATCH('/v1/vapid-keys/{id}', { params: { path: { id } }, body: { status: 'retired', losing } })),
    done: t('retire.done'),
    invalidates: AFTERWARDS,
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
