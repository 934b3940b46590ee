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
import { type Column, DataTable } from '../../pieces/data-table.tsx'
import { RelativeTime } from '../../pieces/relative-time.tsx'
import { StatusWord } from '../../pieces/status-word.tsx'
import { RetireVapidKey } from './retire-vapid-key.tsx'
import { RotateVapidKey } from './rotate-vapid-key.tsx'
import styles from './settings.module.css'
import { VAPID_KEYS, type VapidKey } from './vapid-key-list.ts'

const LEVELS = { active: 'good', retiring: 'warning', retired: 'neutral' } as const

/** The pairs that messages are signed with, their change, and what it would cost. */
export function VapidKeys(): ReactNode {
  const t = useWords(settingsWords)
  const { number } = useFormats()
  const { mayManage } = useSession()
  const { site } = useView()
  const [asked, setAsked] = useState<'rotate' | VapidKey>()
  const keys = useQuery({
    queryKey: [...VAPID_KEYS, site],
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
  const retiring = keys.data?.vapidKeys.reduce((sum, key) => sum + (key.subscriptions ?? 0), 0) ?? 0
  const close = () => setAsked(undefined)
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
      {asked === 'rotate' && <RotateVapidKey retiring={retiring} onClose={close} />}
      {typeof asked === 'object' && <RetireVapidKey vapidKey={asked} onClose={close} />}
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
