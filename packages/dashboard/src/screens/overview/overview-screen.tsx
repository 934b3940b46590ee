import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isRefused } from '../../api/belfry.ts'
import { useSession } from '../../api/session.ts'
import { useFilterChoices } from '../../frame/use-filter-choices.ts'
import { overviewWords } from '../../languages/overview.ts'
import { useAlarmText } from '../../languages/use-alarm-text.ts'
import { useWords } from '../../languages/use-words.ts'
import { Cards } from '../../pieces/card.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { PageTitle } from '../../pieces/page-title.tsx'
import { Waiting } from '../../pieces/waiting.tsx'
import { Alarms } from './alarms.tsx'
import { AnnotationsCard } from './annotations-card.tsx'
import { ArchiveButton } from './archive-button.tsx'
import { BreakdownCard } from './breakdown-card.tsx'
import { DeliveriesCard } from './deliveries-card.tsx'
import { FiguresCard } from './figures-card.tsx'
import { FirstStep } from './first-step.tsx'
import { GrowthCard } from './growth-card.tsx'
import { OptOutsCard } from './opt-outs-card.tsx'
import { QueueCard } from './queue-card.tsx'
import { type Server, serverQuery } from './server-query.ts'
import { ShareButton } from './share-button.tsx'
import { useReputation } from './use-reputation.ts'

/** Whether it works, and what to do if it does not. */
export function OverviewScreen(): ReactNode {
  const t = useWords(overviewWords)
  const { mayManage } = useSession()
  const server = useQuery(serverQuery)
  const findings = useReputation()
  // Who has only some of the sites does not see the server.
  const isHidden = isRefused(server.error, 403)
  return (
    <>
      <PageTitle
        title={t('title')}
        lead={
          isHidden ? (
            t('lead.unknown')
          ) : (
            <Lead server={server.data} danger={findings.find(({ level }) => level === 'danger')?.says} />
          )
        }
        actions={
          <>
            <ArchiveButton />
            {mayManage && <ShareButton />}
          </>
        }
        period
        filters={useFilterChoices('topic', 'pushService', 'browser', 'system')}
      />
      {server.error !== null && !isHidden && server.data === undefined && (
        <Failure error={server.error} retry={() => void server.refetch()} />
      )}
      <Alarms alarms={server.data?.alarms ?? []} findings={findings} />
      <FirstStep />
      <FiguresCard />
      <Cards>
        <GrowthCard />
        <DeliveriesCard />
        <BreakdownCard />
        <OptOutsCard />
      </Cards>
      <QueueCard />
      <AnnotationsCard />
    </>
  )
}

function Lead({ server, danger }: { server: Server | undefined; danger: string | undefined }): ReactNode {
  const t = useWords(overviewWords)
  const textOf = useAlarmText()
  if (server === undefined) return <Waiting width="24rem" />
  const { alarms, checks } = server
  const failing = Object.keys(checks).filter((check) => !checks[check])
  const [first] = alarms
  if (failing.length > 0) return t('lead.unready', { checks: failing.join(', ') })
  if (first !== undefined) return t('lead.alarms', { count: alarms.length, first: textOf(first).summary })
  return danger === undefined ? t('lead.well') : t('lead.danger', { says: danger })
}
