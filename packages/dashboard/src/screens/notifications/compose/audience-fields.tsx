import { NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { composeWords } from '../../../languages/compose.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import styles from './compose.module.css'
import type { AudienceChoice, Draft } from './draft.ts'

const CHOICES: readonly AudienceChoice[] = ['all', 'topic', 'subscriber']

/** For whom a notification is. */
export function AudienceFields({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }): ReactNode {
  const t = useWords(composeWords)
  const topics = useQuery({
    queryKey: ['topics', 'choices'],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/topics', { signal })),
  })
  const known = topics.data?.topics ?? []
  return (
    <Card title={t('audience')}>
      <Stack gap="sm">
        <Radio.Group value={draft.audience} onChange={(audience) => change({ audience })} aria-label={t('audience')}>
          <div className={styles['choices']}>
            {CHOICES.map((choice) => (
              <Radio key={choice} value={choice} label={t(`audience.${choice}`)} />
            ))}
          </div>
        </Radio.Group>
        {draft.audience === 'topic' && (
          <NativeSelect
            label={t('audience.topic.label')}
            value={draft.topic}
            onChange={(event) => change({ topic: event.currentTarget.value })}
            description={topics.data !== undefined && known.length === 0 ? t('audience.topic.none') : undefined}
          >
            <option value="">{t('audience.topic.choose')}</option>
            {known.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        )}
        {draft.audience === 'subscriber' && (
          <TextInput
            label={t('audience.subscriber.label')}
            description={t('audience.subscriber.hint')}
            autoComplete="off"
            value={draft.subscriber}
            onChange={(event) => change({ subscriber: event.currentTarget.value })}
          />
        )}
      </Stack>
    </Card>
  )
}
