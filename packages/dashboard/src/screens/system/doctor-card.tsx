import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { systemWords } from '../../languages/system.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { CopyableCode } from '../../pieces/copyable-code.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { StatusWord } from '../../pieces/status-word.tsx'
import { Waiting } from '../../pieces/waiting.tsx'
import styles from './system.module.css'

const LEVELS = { ok: 'good', warning: 'warning', problem: 'bad' } as const
const ORDER = ['problem', 'warning', 'ok'] as const

/** What belfry doctor says, seen from inside the server. */
export function DoctorCard(): ReactNode {
  const t = useWords(systemWords)
  const [network, setNetwork] = useState<'true' | 'false'>('false')
  const examined = useQuery({
    queryKey: ['server', 'doctor', network],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/server/doctor', { params: { query: { network } }, signal })),
    staleTime: Infinity,
  })
  const { findings } = examined.data ?? {}
  const sorted = findings?.toSorted((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level)) ?? []
  const wrong = sorted.filter(({ level }) => level !== 'ok')
  const well = sorted.filter(({ level }) => level === 'ok')
  const actions = (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" loading={examined.isFetching} onClick={() => void examined.refetch()}>
        {t('doctor.again')}
      </Button>
      {network === 'false' && (
        <Button size="compact-sm" variant="default" onClick={() => setNetwork('true')}>
          {t('doctor.network')}
        </Button>
      )}
    </Group>
  )
  return (
    <Card title={t('doctor')} lead={t('doctor.lead')} actions={actions}>
      {examined.error !== null && <Failure error={examined.error} retry={() => void examined.refetch()} />}
      {findings === undefined && examined.error === null && <Waiting height="6rem" />}
      {findings !== undefined && (
        <div aria-live="polite">
          <p>{wrong.length === 0 ? t('doctor.well') : t('doctor.found', { count: wrong.length })}</p>
          <Findings findings={wrong} />
          <details>
            <summary>{t('doctor.more', { count: well.length })}</summary>
            <Findings findings={well} />
          </details>
        </div>
      )}
      <p>{t('doctor.page')}</p>
      <CopyableCode>belfry doctor https://example.com/</CopyableCode>
    </Card>
  )
}

interface Found {
  level: keyof typeof LEVELS
  text: string
}

function Findings({ findings }: { findings: readonly Found[] }): ReactNode {
  if (findings.length === 0) return null
  return (
    <ul className={styles['findings']}>
      {findings.map(({ level, text }) => (
        <li key={text}>
          <StatusWord level={LEVELS[level]}>
            <span>{text}</span>
          </StatusWord>
        </li>
      ))}
    </ul>
  )
}
