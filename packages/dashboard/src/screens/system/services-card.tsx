import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { nameWords } from '../../languages/names.ts'
import { systemWords } from '../../languages/system.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { type Column, DataTable } from '../../pieces/data-table.tsx'
import { StatusWord } from '../../pieces/status-word.tsx'
import type { Load } from './system-screen.tsx'
import { useDuration } from './use-duration.ts'

type Service = Load['pushServices'][number]

interface ServicesCardProps {
  services: readonly Service[]
  alarms: readonly BelfryModels['Alarm'][]
}

/** How each push service takes what is sent. */
export function ServicesCard({ services, alarms }: ServicesCardProps): ReactNode {
  const t = useWords(systemWords)
  const names = useWords(nameWords)
  const { number } = useFormats()
  const duration = useDuration()
  const isTrouble = ({ service }: Service) => alarms.some(({ details }) => details['service'] === service)
  const columns: readonly Column<Service>[] = [
    {
      id: 'service',
      title: t('service'),
      cell: ({ service }) =>
        Object.hasOwn(nameWords.en, `pushService.${service}`) ? names(`pushService.${service}` as never) : service,
    },
    {
      id: 'state',
      title: t('state'),
      fold: true,
      cell: (service) => <ServiceState service={service} isTrouble={isTrouble(service)} />,
    },
    { id: 'in-flight', title: t('in-flight'), end: true, fold: true, cell: ({ inFlight }) => number(inFlight) },
    { id: 'waiting', title: t('waiting'), end: true, fold: true, cell: ({ waiting }) => number(waiting) },
    { id: 'answers', title: t('answers'), end: true, fold: true, cell: ({ answers }) => number(answers) },
    {
      id: 'half',
      title: t('half'),
      end: true,
      fold: true,
      cell: ({ p50Ms }) => (p50Ms === null ? '–' : duration(p50Ms / 1000)),
    },
  ]
  return (
    <Card title={t('services')} lead={t('services.lead')}>
      <DataTable
        label={t('services')}
        columns={columns}
        rows={services}
        rowId={({ service }) => service}
        empty={<p>{t('services.none')}</p>}
      />
    </Card>
  )
}

function ServiceState(props: { service: Service; isTrouble: boolean }): ReactNode {
  const { circuitsOpen, slowed } = props.service
  const t = useWords(systemWords)
  if (circuitsOpen > 0) {
    return (
      <span title={t('state.held.help')}>
        <StatusWord level="bad">{t('state.held')}</StatusWord>
      </span>
    )
  }
  if (slowed > 0) {
    return (
      <span title={t('state.slowed.help', { count: slowed })}>
        <StatusWord level="warning">{t('state.slowed')}</StatusWord>
      </span>
    )
  }
  // A breaker opens after many failures only; what keeps messages away is told before.
  if (props.isTrouble) return <StatusWord level="bad">{t('state.trouble')}</StatusWord>
  return <StatusWord level="good">{t('state.well')}</StatusWord>
}
