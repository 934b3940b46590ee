import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { subscriberWords } from '../../languages/subscribers.ts'
import { subscriptionWords } from '../../languages/subscriptions.ts'
import { useWords } from '../../languages/use-words.ts'
import { useBrowserName } from '../../pieces/use-browser-name.ts'
import { DeliveryTable } from '../../pieces/delivery-table.tsx'
import { Waiting } from '../../pieces/waiting.tsx'
import type { Diagnoses } from './use-diagnoses.ts'

type Sent = BelfryModels['Delivery'] & { browser: string }

/** What was sent to the browsers of a person, the newest first. */
export function SubscriberHistory({ diagnoses }: Pick<Diagnoses, 'diagnoses'>): ReactNode {
  const t = useWords(subscriberWords)
  const s = useWords(subscriptionWords)
  const browserName = useBrowserName()
  if (diagnoses === undefined) return <Waiting height="8rem" />
  const sent: readonly Sent[] = diagnoses
    .flatMap(({ subscription, deliveries }) =>
      deliveries.map((delivery) => ({ ...delivery, browser: browserName(subscription.browser) })),
    )
    .toSorted((a, b) => b.at.localeCompare(a.at))
  const more = [{ id: 'browser', title: s('browser'), fold: true, cell: ({ browser }: Sent) => browser }]
  return <DeliveryTable deliveries={sent} more={more} empty={t('history.none')} />
}
