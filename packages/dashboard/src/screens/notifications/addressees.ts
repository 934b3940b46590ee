import type { BelfryModels } from '@belfry/client'
import { notificationWords } from '../../languages/notifications.ts'
import { useWords } from '../../languages/use-words.ts'

/** Says whom a notification is for. */
export function useAddressees(): (to: BelfryModels['Notification']['to']) => string {
  const t = useWords(notificationWords)
  return (to) => {
    if (to.all === true) return t('to.all')
    if (to.topic !== undefined) return t('to.topic', { name: to.topic })
    if (to.subscriber !== undefined) return t('to.subscriber', { name: to.subscriber })
    if (to.subscribers !== undefined) return t('to.subscribers', { count: to.subscribers.length })
    return t(to.subscription === undefined ? 'to.other' : 'to.subscription')
  }
}
