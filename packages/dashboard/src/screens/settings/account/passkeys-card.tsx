import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { hasPasskeys } from '../../../api/passkeys.ts'
import { passkeyWords } from '../../../languages/passkeys.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { type Column, DataTable } from '../../../pieces/data-table.tsx'
import { RelativeTime } from '../../../pieces/relative-time.tsx'
import styles from '../settings.module.css'
import { AddPasskey } from './add-passkey.tsx'
import { PASSKEYS, type Passkey } from './listed-passkeys.ts'
import { RemovePasskey } from './remove-passkey.tsx'

/** The devices that sign one in by themselves. */
export function PasskeysCard(): ReactNode {
  const t = useWords(passkeyWords)
  const [asked, setAsked] = useState<'add' | Passkey>()
  const passkeys = useQuery({
    queryKey: PASSKEYS,
    queryFn: ({ signal }) => answer(belfry.GET('/dashboard/api/passkeys', { signal })),
  })
  const columns: readonly Column<Passkey>[] = [
    { id: 'passkey', title: t('passkey'), cell: (passkey) => <Name passkey={passkey} /> },
    { id: 'made', title: t('made'), fold: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    {
      id: 'used',
      title: t('used'),
      fold: true,
      cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} none={t('never')} />,
    },
    {
      id: 'acts',
      title: t('acts'),
      fold: true,
      cell: (passkey) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('remove-of', { name: passkey.name })}
          onClick={() => setAsked(passkey)}
        >
          {t('remove')} …
        </Button>
      ),
    },
  ]
  const close = () => setAsked(undefined)
  return (
    <Card
      title={t('title')}
      lead={t('lead')}
      actions={
        hasPasskeys() && (
          <Button size="compact-sm" variant="default" onClick={() => setAsked('add')}>
            {t('add')} …
          </Button>
        )
      }
    >
      <DataTable
        label={t('title')}
        columns={columns}
        rows={passkeys.data?.passkeys}
        rowId={({ id }) => id}
        empty={<p className={styles['text']}>{t(hasPasskeys() ? 'none' : 'unsupported')}</p>}
        error={passkeys.error}
        retry={() => void passkeys.refetch()}
      />
      {asked === 'add' && <AddPasskey onClose={close} />}
      {typeof asked === 'object' && <RemovePasskey passkey={asked} onClose={close} />}
    </Card>
  )
}

function Name({ passkey: { name, origin, isSynced } }: { passkey: Passkey }): ReactNode {
  const t = useWords(passkeyWords)
  const isElsewhere = origin !== location.origin
  return (
    <>
      <strong>{name}</strong>
      <div className={styles['soft']}>
        {isElsewhere ? t('elsewhere', { origin }) : t(isSynced ? 'synced' : 'device')}
      </div>
    </>
  )
}
