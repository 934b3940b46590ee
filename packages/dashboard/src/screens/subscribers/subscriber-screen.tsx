import type { BelfryModels } from '@belfry/client'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { subscriberWords } from '../../languages/subscribers.ts'
import { useWords } from '../../languages/use-words.ts'
import { BackLink } from '../../pieces/back-link.tsx'
import { Card, Cards } from '../../pieces/card.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { PageTitle } from '../../pieces/page-title.tsx'
import { RelativeTime } from '../../pieces/relative-time.tsx'
import { Waiting } from '../../pieces/waiting.tsx'
import { SubscriberActs } from './subscriber-acts.tsx'
import { SubscriberBrowsers } from './subscriber-browsers.tsx'
import { SubscriberHistory } from './subscriber-history.tsx'
import { SubscriberPreferences } from './subscriber-preferences.tsx'
import { useDiagnoses } from './use-diagnoses.ts'

/** One person: their browsers and what keeps notifications from them, what they want, and what they got. */
export function SubscriberScreen(): ReactNode {
  const t = useWords(subscriberWords)
  const { id } = useParams({ from: '/frame/subscribers/$id' })
  const params = { path: { id } }
  const subscriber = useQuery({
    queryKey: ['subscribers', id],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/subscribers/{id}', { params, signal })),
  })
  const preferences = useQuery({
    queryKey: ['subscribers', id, 'preferences'],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/subscribers/{id}/preferences', { params, signal })),
  })
  const found = useDiagnoses(id)
  const back = <BackLink to="/subscribers">{t('title')}</BackLink>
  const { data } = subscriber
  if (data === undefined) {
    return (
      <>
        <PageTitle title={id} back={back} />
        {subscriber.error === null ? (
          <Waiting height="20rem" />
        ) : (
          <Failure error={subscriber.error} retry={() => void subscriber.refetch()} />
        )}
      </>
    )
  }
  return (
    <>
      <PageTitle
        title={id}
        back={back}
        lead={<Lead found={found} next={preferences.data?.next.text} />}
        actions={<SubscriberActs subscriber={data} />}
      />
      <Card title={t('diagnosis')} lead={t('diagnosis.lead')}>
        <SubscriberBrowsers {...found} />
      </Card>
      <Cards>
        <Card title={t('preferences')}>
          {preferences.error === null ? (
            <SubscriberPreferences preferences={preferences.data} />
          ) : (
            <Failure error={preferences.error} retry={() => void preferences.refetch()} />
          )}
        </Card>
        <Card title={t('facts')}>
          <Facts
            items={[
              [t('created'), <RelativeTime at={data.createdAt} />],
              [t('seen'), <RelativeTime at={data.lastSeenAt} />],
              [t('locale'), data.locale ?? t('unknown')],
              [t('zone'), data.timeZone ?? t('unknown')],
            ]}
          />
        </Card>
      </Cards>
      <Card title={t('history')}>
        <SubscriberHistory diagnoses={found.diagnoses} />
      </Card>
    </>
  )
}

type Found = ReturnType<typeof useDiagnoses>

// Why this person gets nothing, or when the next message comes.
function Lead({ found, next }: { found: Found; next: string | undefined }): ReactNode {
  const t = useWords(subscriberWords)
  const { diagnoses } = found
  if (diagnoses === undefined) return <Waiting width="24rem" />
  const active = diagnoses.filter(({ subscription }) => subscription.status !== 'retired')
  if (active.length === 0) return t('lead.none')
  const reachable = active.filter((diagnosis) => diagnosis.reachable).length
  const reason = problemOf(active)
  if (reachable === 0 && reason !== undefined) return t('lead.problem', { reason })
  return t('lead.reachable', { reachable, browsers: active.length, next: next ?? '…' })
}

function problemOf(diagnoses: readonly BelfryModels['Diagnosis'][]): string | undefined {
  return diagnoses.flatMap(({ findings }) => findings).find(({ level }) => level === 'problem')?.text
}
