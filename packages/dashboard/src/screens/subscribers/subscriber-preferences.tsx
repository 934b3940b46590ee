import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { subscriberWords } from '../../languages/subscribers.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { Facts } from '../../pieces/facts.tsx'
import { Waiting } from '../../pieces/waiting.tsx'

/** What a person wants, in words. */
export function SubscriberPreferences(props: { preferences: BelfryModels['Preferences'] | undefined }): ReactNode {
  const t = useWords(subscriberWords)
  const { dateTime } = useFormats()
  const { preferences } = props
  if (preferences === undefined) return <Waiting height="8rem" />
  const { topics, paused, quietHours, effectiveTimeZone, content, next } = preferences
  const on = topics.filter((topic) => topic.on).map(({ name }) => name)
  const pause = paused === true ? t('preferences.paused.forever') : t('preferences.paused.no')
  return (
    <Facts
      items={[
        [t('preferences.topics'), on.join(', ') || t('none')],
        [t('preferences.paused'), typeof paused === 'object' ? dateTime(paused.until) : pause],
        [
          t('preferences.quiet'),
          quietHours === null
            ? t('preferences.quiet.none')
            : `${quietHours.from}–${quietHours.to}, ${effectiveTimeZone}`,
        ],
        [t('preferences.content'), t(`preferences.content.${content}`)],
        [t('preferences.next'), next.text],
      ]}
    />
  )
}
