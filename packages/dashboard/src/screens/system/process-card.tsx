import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { useLanguage } from '../../languages/language.tsx'
import { systemWords } from '../../languages/system.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { RelativeTime } from '../../pieces/relative-time.tsx'
import { StatusWord } from '../../pieces/status-word.tsx'
import type { Load } from './system-screen.tsx'

const MIB = 2 ** 20

/** The process that answers this page. */
export function ProcessCard({ server, load }: { server: BelfryModels['Server']; load: Load }): ReactNode {
  const t = useWords(systemWords)
  const { number } = useFormats()
  const { language } = useLanguage()
  const isReady = Object.values(server.checks).every((isWell) => isWell)
  const size = new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
  return (
    <Card title={t('server')}>
      <Facts
        items={[
          [t('ready'), <StatusWord level={isReady ? 'good' : 'bad'}>{t(isReady ? 'yes' : 'no')}</StatusWord>],
          [t('version'), server.version],
          [t('node'), server.node],
          [t('started'), <RelativeTime at={server.startedAt} />],
          [t('database'), <code>{server.database}</code>],
          [t('size'), size.format(load.databaseBytes / MIB)],
          [t('threads'), server.threads === 0 ? t('threads.none') : number(load.threads)],
          [t('unrecorded'), number(load.unrecorded)],
        ]}
      />
    </Card>
  )
}
