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
  const { dateTime, day } = useFormats()
  const { preferences } = props
  if (preferences === undefined) return <Waiting height="8rem" />
  const { topics, paused, quietHours, effectiveTimeZone, content, digest, effectiveDigestAt, pace, next } = preferences
  const { silent, quietHoursOf } = preferences
  const on = topics.filter((topic) => topic.on).map(({ name }) => name)
  const pause = paused === true ? t('preferences.paused.forever') : t('preferences.paused.no')
  const caps = [
    pace?.perDay ? t('preferences.pace.day', { count: pace.perDay }) : '',
    pace?.perWeek ? t('preferences.pace.week', { count: pace.perWeek }) : '',
  ].filter(Boolean)
  const fewer = topics
    .filter(({ fewerUntil }) => fewerUntil !== null)
    .map(({ name, fewerUntil }): [string, string] => [
      t('preferences.fewer', { topic: name }),
      t('preferences.fewer.until', { time: dateTime(fewerUntil ?? '') }),
    ])
  return (
    <Facts
      items={[
        [t('preferences.topics'), on.join(', ') || t('none')],
        [t('preferences.paused'), typeof paused === 'object' ? dateTime(paused.until) : pause],
        [
          t('preferences.quiet'),
          quietHours === null
            ? t('preferences.quiet.none')
            : `${quietHours.from}–${quietHours.to}, ${effectiveTimeZone}` +
              (quietHoursOf === 'site' ? t('preferences.quiet.site') : ''),
        ],
        [t('preferences.digest'), digest === null ? t('preferences.digest.no') : effectiveDigestAt],
        [t('preferences.pace'), caps.join(', ') || t('preferences.pace.none')],
        ...(silent === null
          ? []
          : [
              [
                t('preferences.silent'),
                t('preferences.silent.since', { day: day(silent.since, 'UTC'), count: silent.perWeek }),
              ] as const,
            ]),
        ...fewer,
        [t('preferences.content'), t(`preferences.content.${content}`)],
        [t('preferences.next'), next.text],
      ]}
    />
  )
}
