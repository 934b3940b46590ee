import type { BelfryModels } from '@belfry/client'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry, isRefused } from '../../api/belfry.ts'
import { useSession } from '../../api/session.ts'
import { systemWords } from '../../languages/system.ts'
import { useWords } from '../../languages/use-words.ts'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { PageTitle } from '../../pieces/page-title.tsx'
import { Waiting } from '../../pieces/waiting.tsx'
import { Alarms } from '../overview/alarms.tsx'
import { serverQuery } from '../overview/server-query.ts'
import { DoctorCard } from './doctor-card.tsx'
import { ProcessCard } from './process-card.tsx'
import { QueueCard } from './queue-card.tsx'
import { RingCard } from './ring-card.tsx'
import { ServicesCard } from './services-card.tsx'
import { useDuration } from './use-duration.ts'

export type Load = BelfryModels['ServerLoad']

const EVERY_MS = 5000
const WAITS_S = 60

/** Whether the server works, what waits in it, and what its doctor says. */
export function SystemScreen(): ReactNode {
  const t = useWords(systemWords)
  const { mayManage } = useSession()
  const server = useQuery(serverQuery)
  const load = useQuery({
    queryKey: ['server', 'load'],
    queryFn: ({ signal }): Promise<Load> => answer(belfry.GET('/v1/server/load', { signal })),
    refetchInterval: ({ state }) => (isRefused(state.error, 403) ? false : EVERY_MS),
  })
  const lead = useLead(server.data, load.data)
  if (isRefused(server.error, 403)) {
    return (
      <>
        <PageTitle title={t('title')} />
        <EmptyState title={t('forbidden')}>{t('forbidden.text')}</EmptyState>
      </>
    )
  }
  const error = server.error ?? load.error
  const isThere = server.data !== undefined && load.data !== undefined
  return (
    <>
      <PageTitle title={t('title')} lead={lead} />
      {error !== null && !isThere && (
        <Failure
          error={error}
          retry={() => {
            void server.refetch()
            void load.refetch()
          }}
        />
      )}
      {error === null && !isThere && <Waiting height="20rem" />}
      {isThere && (
        <>
          <Alarms alarms={server.data.alarms} findings={[]} />
          <ProcessCard server={server.data} load={load.data} />
          <QueueCard lanes={load.data.lanes} />
          <ServicesCard services={load.data.pushServices} alarms={server.data.alarms} />
        </>
      )}
      {isThere && <RingCard />}
      {mayManage && <DoctorCard />}
    </>
  )
}

const CHECKS = ['database', 'writes', 'deliveries'] as const

/** The worst first: one sentence that says whether somebody has to act. */
function useLead(server: BelfryModels['Server'] | undefined, load: Load | undefined): string | undefined {
  const t = useWords(systemWords)
  const duration = useDuration()
  if (server === undefined || load === undefined) return undefined
  const broken = CHECKS.filter((check) => server.checks[check] === false)
  if (broken.length > 0) {
    return t('lead.checks', { parts: broken.map((check) => t(`check.${check}`)).join(', ') })
  }
  if (server.alarms.length > 0) return t('lead.alarms', { count: server.alarms.length })
  const dead = load.lanes.reduce((sum, lane) => sum + lane.dead, 0)
  if (dead > 0) return t('lead.dead', { count: dead })
  const oldest = Math.max(...load.lanes.map(({ oldestSeconds }) => oldestSeconds))
  return oldest < WAITS_S ? t('lead.well') : t('lead.waiting', { time: duration(oldest) })
}
