import type { ReactNode } from 'react'
import { notificationWords } from '../../languages/notifications.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import styles from './outcome-bar.module.css'
import { groupOutcomes, GROUPS, type Progress, shareOf } from './outcome-groups.ts'

/** What became of the browsers of a notification, as one bar and the same in words. */
export function OutcomeBar({ progress, tall = false }: { progress: Progress; tall?: boolean }): ReactNode {
  const t = useWords(notificationWords)
  const { number, percent } = useFormats()
  const groups = groupOutcomes(progress)
  const audience = GROUPS.reduce((sum, group) => sum + groups[group], 0)
  if (audience === 0) return <span className={styles['none']}>{t('bar.none')}</span>
  const shown = GROUPS.filter((group) => groups[group] > 0)
  const words = shown.map((group) => `${number(groups[group])} ${t(`group.${group}`)}`)
  return (
    <span className={styles['outcome']} data-tall={tall || undefined}>
      <span className={styles['bar']} role="img" aria-label={words.join(', ')} title={words.join(', ')}>
        {shown.map((group) => (
          <span key={group} data-group={group} style={{ flexGrow: groups[group] }} />
        ))}
      </span>
      {tall ? (
        <span className={styles['legend']} aria-hidden="true">
          {shown.map((group) => (
            <span key={group}>
              <i data-group={group} />
              {number(groups[group])} {t(`group.${group}`)}
            </span>
          ))}
        </span>
      ) : (
        <span className={styles['words']} aria-hidden="true">
          {number(groups.accepted)} · {percent(shareOf(groups.accepted, audience) ?? 0)}
        </span>
      )}
    </span>
  )
}
