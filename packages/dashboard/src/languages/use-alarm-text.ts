import type { BelfryModels } from '@belfry/client'
import { ALARM_TEXTS, type AlarmText } from './alarms.ts'
import { useLanguage } from './language.tsx'

/** What is wrong, and what to do, in the language of the person where it is known in it. */
export function useAlarmText(): (alarm: BelfryModels['Alarm']) => {
  summary: string
  help: AlarmText['help'] | undefined
} {
  const { language } = useLanguage()
  return ({ cause, details: { summary, help } }) => {
    const known = language === 'en' ? undefined : ALARM_TEXTS[language][summary ?? '']
    return known ?? { summary: summary ?? cause, help }
  }
}
