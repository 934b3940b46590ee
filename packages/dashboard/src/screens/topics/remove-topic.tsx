import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { topicWords } from '../../languages/topics.ts'
import { useWords } from '../../languages/use-words.ts'
import { ConfirmByCount } from '../../pieces/confirm-by-count.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { useAct } from '../../pieces/use-act.ts'
import { useTopicReach } from './topic-people.tsx'
import type { Topic } from './topics-screen.tsx'

/** Asks before a topic goes, with the number of people who have it on. */
export function RemoveTopic({ topic: { id, name }, onClose }: { topic: Topic; onClose: () => void }): ReactNode {
  const t = useWords(topicWords)
  const reach = useTopicReach(id)
  // Who types a number in has to know it. It stays, and the dialog too, when people are counted again behind it.
  const [people, setPeople] = useState<number>()
  if (people === undefined && reach?.isEstimate === false) setPeople(reach.subscribers)
  const remove = useAct({
    act: () => answer(belfry.DELETE('/v1/topics/{id}', { params: { path: { id }, query: { losing: people ?? 0 } } })),
    done: t('remove.done', { name }),
    invalidates: [['topics']],
    onDone: onClose,
  })
  return (
    <ConfirmByCount
      opened={people !== undefined}
      onClose={onClose}
      title={t('remove.title', { name })}
      count={people ?? 0}
      confirm={t('remove')}
      onConfirm={() => remove.mutate()}
      busy={remove.isPending}
      dangerous
    >
      {t('remove.text', { count: people ?? 0 })}
      {remove.error !== null && <Failure error={remove.error} />}
    </ConfirmByCount>
  )
}
