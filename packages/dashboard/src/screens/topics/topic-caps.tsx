import type { ReactNode } from 'react'
import { topicWords } from '../../languages/topics.ts'
import { useWords } from '../../languages/use-words.ts'
import type { Topic } from './topics-screen.tsx'

/** How often one person may get messages of a topic. */
export function TopicCaps({ topic: { transactional, pace } }: { topic: Topic }): ReactNode {
  const t = useWords(topicWords)
  if (transactional) return t('caps.transactional')
  if (pace === null) return t('caps.none')
  const caps = [
    ...(pace.perDay === null ? [] : [t('caps.day', { count: pace.perDay })]),
    ...(pace.perWeek === null ? [] : [t('caps.week', { count: pace.perWeek })]),
  ]
  return caps.length === 0 ? t('caps.any') : caps.join(', ')
}
