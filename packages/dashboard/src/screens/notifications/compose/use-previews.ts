import type { BelfryModels } from '@belfry/client'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answer, belfry } from '../../../api/belfry.ts'
import { composeWords } from '../../../languages/compose.ts'
import { useFormats } from '../../../languages/use-formats.ts'
import { useWords } from '../../../languages/use-words.ts'
import { addresseesOf, type Draft, notificationOf } from './draft.ts'

type NotificationPreview = BelfryModels['NotificationPreview']

// People stop typing for so long at the end of a word.
const TYPING_MS = 300

/** How a draft looks on each system, as the server that would send it says. */
export function useAppearances(draft: Draft) {
  const t = useWords(composeWords)
  const [settled] = useDebouncedValue(draft, TYPING_MS)
  const title = settled.title.trim() || t('looks.placeholder')
  const body = notificationOf({ ...settled, title }, addresseesOf(settled) ?? { all: true })
  return useQuery({
    queryKey: ['appearance', body],
    queryFn: ({ signal }) => answer(belfry.POST('/v1/notifications/preview/appearance', { body, signal })),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Infinity,
  })
}

export interface ReachAnswer {
  data: NotificationPreview | undefined
  error: unknown
  /** It is of the audience that is chosen now. */
  isCurrent: boolean
  refetch: () => void
}

/** Who would get a draft; asked again when the audience changes, not at each word of the text. */
export function useReach(draft: Draft): ReachAnswer {
  const now = JSON.stringify([addresseesOf(draft), draft.lasts])
  const [settled] = useDebouncedValue(draft, 2 * TYPING_MS)
  const to = addresseesOf(settled)
  const asked = JSON.stringify([to, settled.lasts])
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['reach', asked],
    queryFn: ({ signal }) => {
      // Whom it reaches does not depend on what it says.
      const body = { to: to ?? { all: true }, title: '–', ttl: Number(settled.lasts) * 3600 }
      return answer(belfry.POST('/v1/notifications/preview', { body, signal }))
    },
    enabled: to !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const isCurrent = now === asked && !isPlaceholderData && data !== undefined
  const again = () => void refetch()
  if (to === undefined) return { data: undefined, error: null, isCurrent: false, refetch: again }
  return { data, error, isCurrent, refetch: again }
}

/** May I press the button? In one sentence. */
export function useReachLead(draft: Draft, { data, isCurrent }: ReachAnswer): string {
  const t = useWords(composeWords)
  const { about } = useFormats()
  if (addresseesOf(draft) === undefined) return `${t('lead.open')}.`
  if (data === undefined || !isCurrent) return `${t('lead.asking')} …`
  if (data.audience === 0) return `${t('lead.nobody')}: ${data.note ?? ''}`
  const later = data.held.reduce((sum, { count }) => sum + count, 0)
  const not = data.skipped.reduce((sum, { count }) => sum + count, 0)
  const parts = [
    data.isEstimate ? t('lead.about', { count: about(data.sent) }) : t('lead.now', { count: data.sent }),
    ...(later > 0 ? [t('lead.later', { count: later })] : []),
    ...(not > 0 ? [t('lead.not', { count: not })] : []),
  ]
  return `${parts.join('; ')}.`
}
