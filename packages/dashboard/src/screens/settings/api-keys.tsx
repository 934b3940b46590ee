import type { BelfryModels } from '@belfry/client'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useSession } from '../../api/session.ts'
import { useView } from '../../frame/view.ts'
import { settingsWords } from '../../languages/settings.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { type Column, DataTable } from '../../pieces/data-table.tsx'
import { RelativeTime } from '../../pieces/relative-time.tsx'
import { StatusWord } from '../../pieces/status-word.tsx'
import { NewApiKey } from './new-api-key.tsx'
import { RevokeApiKey } from './revoke-api-key.tsx'
import styles from './settings.module.css'

export type ApiKey = BelfryModels['ApiKey']

/** The keys of servers and scripts: what they may, whether anything uses them, and their end. */
export function ApiKeys(): ReactNode {
  const t = useWords(settingsWords)
  const { mayManage } = useSession()
  const { site } = useView()
  const [asked, setAsked] = useState<{ act: 'create' | 'replace' | 'revoke'; key?: ApiKey }>()
  const keys = useQuery({
    queryKey: ['api-keys', site],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/api-keys', { signal })),
  })
  const columns: readonly Column<ApiKey>[] = [
    { id: 'key', title: t('api-key'), cell: (key) => <KeyName apiKey={key} /> },
    {
      id: 'scopes',
      title: t('scopes'),
      fold: true,
      cell: ({ scopes }) => scopes.map((scope) => t(`scope.${scope}`)).join(', '),
    },
    { id: 'reach', title: t('reach'), fold: true, cell: ({ reach }) => t(`reach.${reach}`) },
    {
      id: 'used',
      title: t('used'),
      fold: true,
      cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} none={t('never')} />,
    },
    {
      id: 'expires',
      title: t('expires'),
      fold: true,
      cell: ({ expiresAt, revokedAt }) =>
        revokedAt === null ? (
          <RelativeTime at={expiresAt} none={t('expires.never')} />
        ) : (
          <StatusWord level="neutral">{t('revoked')}</StatusWord>
        ),
    },
    ...(mayManage ? [{ id: 'acts', title: t('acts'), fold: true, cell: acts }] : []),
  ]
  function acts(key: ApiKey): ReactNode {
    if (key.revokedAt !== null) return null
    if (key.declared !== null) return <span className={styles['soft']}>{t('declared', { where: key.declared })}</span>
    return (
      <span className={styles['acts']}>
        {(['replace', 'revoke'] as const).map((act) => (
          <Button
            key={act}
            size="compact-sm"
            variant="default"
            aria-label={t(`${act}-of`, { name: key.name })}
            onClick={() => setAsked({ act, key })}
          >
            {t(act)} …
          </Button>
        ))}
      </span>
    )
  }
  const close = () => setAsked(undefined)
  return (
    <Card
      title={t('api-keys')}
      lead={t('api-keys.lead')}
      actions={
        mayManage && (
          <Button size="compact-sm" variant="default" onClick={() => setAsked({ act: 'create' })}>
            {t('api-key.new')} …
          </Button>
        )
      }
    >
      <DataTable
        label={t('api-keys')}
        columns={columns}
        rows={keys.data?.apiKeys}
        rowId={({ id }) => id}
        empty={<p>{t('none')}</p>}
        error={keys.error}
        retry={() => void keys.refetch()}
      />
      {(asked?.act === 'create' || asked?.act === 'replace') && <NewApiKey replaces={asked.key} onClose={close} />}
      {asked?.act === 'revoke' && asked.key !== undefined && <RevokeApiKey apiKey={asked.key} onClose={close} />}
    </Card>
  )
}

function KeyName({ apiKey: { name, prefix } }: { apiKey: ApiKey }): ReactNode {
  return (
    <>
      <strong>{name}</strong> <code className={styles['soft']}>{prefix}…</code>
    </>
  )
}
