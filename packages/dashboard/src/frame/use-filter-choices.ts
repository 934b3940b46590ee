import { useQuery } from '@tanstack/react-query'
import { answer, belfry } from '../api/belfry.ts'
import { frameWords } from '../languages/frame.ts'
import { nameWords } from '../languages/names.ts'
import { useWords } from '../languages/use-words.ts'
import type { FilterChoice } from './filter-row.tsx'
import type { Filter } from './view.ts'

/** What the API takes for each filter, in the order in which people look for it. */
const VALUES = {
  pushService: ['fcm', 'mozilla', 'apple', 'wns', 'other'],
  browser: ['chrome', 'edge', 'firefox', 'safari', 'opera', 'other'],
  system: ['windows', 'mac', 'linux', 'android', 'iphone', 'ipad', 'cros', 'other'],
  status: ['active', 'key-mismatch', 'retired'],
} as const

export type FilterValue<F extends keyof typeof VALUES> = (typeof VALUES)[F][number]

/** The filters of a screen with what they can be set to; topics are those of the site. */
export function useFilterChoices(...filters: readonly Filter[]): readonly FilterChoice[] {
  const t = useWords(frameWords)
  const names = useWords(nameWords)
  const topics = useQuery({
    queryKey: ['topics'],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/topics', { signal })),
    enabled: filters.includes('topic'),
    staleTime: 60_000,
  })
  return filters.map((filter) => ({
    filter,
    label: t(`filter.${filter}`),
    options:
      filter === 'topic'
        ? (topics.data?.topics ?? []).map(({ id, name }) => ({ value: id, label: name }))
        : VALUES[filter].map((value) => ({ value, label: names(`${filter}.${value}` as keyof typeof nameWords.en) })),
  }))
}

/** A filter as the API takes it; what it does not know is left out. */
export function knownValue<F extends keyof typeof VALUES>(
  filter: F,
  value: string | undefined,
): FilterValue<F> | undefined {
  return (VALUES[filter] as readonly FilterValue<F>[]).find((known) => known === value)
}
