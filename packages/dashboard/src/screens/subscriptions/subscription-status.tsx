import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { nameWords } from '../../languages/names.ts'
import { useWords } from '../../languages/use-words.ts'
import { type Level, StatusWord } from '../../pieces/status-word.tsx'

type Subscription = BelfryModels['Subscription']

const LEVELS: Readonly<Record<Subscription['status'], Level>> = {
  active: 'good',
  'key-mismatch': 'warning',
  retired: 'neutral',
}

/** Whether a browser is sent to, and if not, why. */
export function SubscriptionStatus({ subscription }: { subscription: Subscription }): ReactNode {
  const t = useWords(nameWords)
  const { status, reason } = subscription
  return (
    <StatusWord level={LEVELS[status]}>
      <span>{[t(`status.${status}`), reason === null ? '' : t(`reason.${reason}`)].filter(Boolean).join(': ')}</span>
    </StatusWord>
  )
}
