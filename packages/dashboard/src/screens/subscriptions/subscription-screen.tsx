import type { BelfryModels } from '@belfry/client'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useSession } from '../../api/session.ts'
import { nameWords } from '../../languages/names.ts'
import { subscriptionWords } from '../../languages/subscriptions.ts'
import { useWords } from '../../languages/use-words.ts'
import { BackLink } from '../../pieces/back-link.tsx'
import { useBrowserName } from '../../pieces/use-browser-name.ts'
import { Card } from '../../pieces/card.tsx'
import { ConfirmByCount } from '../../pieces/confirm-by-count.tsx'
import { DeliveryTable } from '../../pieces/delivery-table.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { PageTitle } from '../../pieces/page-title.tsx'
import { RelativeTime } from '../../pieces/relative-time.tsx'
import { useAct } from '../../pieces/use-act.ts'
import { Waiting } from '../../pieces/waiting.tsx'
import { knownValue } from '../../frame/use-filter-choices.ts'
import { Findings } from './findings.tsx'
import { SubscriptionStatus } from './subscription-status.tsx'

type Diagnosis = BelfryModels['Diagnosis']

/** One browser: whether it gets its notifications, and if not, why. */
export function SubscriptionScreen(): ReactNode {
  const t = useWords(subscriptionWords)
  const { id } = useParams({ from: '/frame/subscriptions/$id' })
  const { data, error, refetch } = useQuery({
    queryKey: ['subscriptions', id, 'diagnosis'],
    queryFn: ({ signal }) =>
      answer(belfry.GET('/v1/subscriptions/{id}/diagnosis', { params: { path: { id } }, signal })),
  })
  const back = <BackLink to="/subscriptions">{t('title')}</BackLink>
  if (data !== undefined) return <Diagnosed diagnosis={data} back={back} />
  return (
    <>
      <PageTitle title={id} back={back} />
      {error === null ? <Waiting height="20rem" /> : <Failure error={error} retry={() => void refetch()} />}
    </>
  )
}

function Diagnosed({ diagnosis, back }: { diagnosis: Diagnosis; back: ReactNode }): ReactNode {
  const t = useWords(subscriptionWords)
  const browserName = useBrowserName()
  const { subscription, findings, deliveries, reachable } = diagnosis
  const problem = findings.find(({ level }) => level === 'problem')
  const lead = reachable ? t('reachable') : t('unreachable', { reason: problem?.text ?? '' })
  return (
    <>
      <PageTitle
        title={browserName(subscription.browser)}
        lead={lead}
        back={back}
        actions={<EndSubscription subscription={subscription} />}
      />
      <Card title={t('checks')} lead={t('checks.lead')}>
        <Findings findings={findings} />
      </Card>
      <Card title={t('deliveries')}>
        <DeliveryTable deliveries={deliveries} empty={t('deliveries.none')} />
      </Card>
      <Card title={t('facts')}>
        <SubscriptionFacts subscription={subscription} />
      </Card>
    </>
  )
}

function SubscriptionFacts({ subscription }: { subscription: BelfryModels['Subscription'] }): ReactNode {
  const t = useWords(subscriptionWords)
  const names = useWords(nameWords)
  const { subscriber, service } = subscription
  const person =
    subscriber === null ? (
      t('anonymous')
    ) : (
      <Link to="/subscribers/$id" params={{ id: subscriber }}>
        {subscriber}
      </Link>
    )
  return (
    <Facts
      items={[
        [t('status'), <SubscriptionStatus subscription={subscription} />],
        [t('subscriber'), person],
        [t('pushService'), names(`pushService.${knownValue('pushService', service) ?? 'other'}`)],
        [t('endpoint'), <code>{subscription.endpoint}</code>],
        [t('created'), <RelativeTime at={subscription.createdAt} />],
        [t('seen'), <RelativeTime at={subscription.lastSeenAt} />],
        [t('accepted'), <RelativeTime at={subscription.lastAcceptedAt} none={t('never')} />],
        [t('locale'), subscription.locale ?? t('unknown')],
        [t('zone'), subscription.timeZone ?? t('unknown')],
        [t('key'), <code>{subscription.keyId}</code>],
        [t('id'), <code>{subscription.id}</code>],
      ]}
    />
  )
}

function EndSubscription({ subscription: { id, status } }: { subscription: BelfryModels['Subscription'] }): ReactNode {
  const t = useWords(subscriptionWords)
  const { mayManage } = useSession()
  const [asked, setAsked] = useState(false)
  const end = useAct({
    act: () => answer(belfry.DELETE('/v1/subscriptions/{id}', { params: { path: { id } } })),
    done: t('end.done'),
    invalidates: [['subscriptions'], ['subscribers']],
    onDone: () => setAsked(false),
  })
  if (!mayManage || status === 'retired') return null
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setAsked(true)}>
        {t('end')} …
      </Button>
      <ConfirmByCount
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('end.title')}
        count={1}
        confirm={t('end')}
        onConfirm={() => end.mutate()}
        busy={end.isPending}
        dangerous
      >
        {t('end.text')}
        {end.error !== null && <Failure error={end.error} />}
      </ConfirmByCount>
    </>
  )
}
