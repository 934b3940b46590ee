import type { ReactNode } from 'react'
import { optInWords } from '../../languages/opt-in.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import styles from './opt-in.module.css'
import type { Step, Steps } from './sum-steps.ts'

const TOWARDS = ['shown', 'soft-yes', 'native-yes'] as const
const AWAY = ['soft-no', 'left', 'native-no'] as const

/** The way to the bell as bars, and below it where people turned back. */
export function StepBars({ steps }: { steps: Steps }): ReactNode {
  const t = useWords(optInWords)
  return (
    <>
      <ol className={styles['bars']}>
        {TOWARDS.map((step) => (
          <Bar key={step} step={step} steps={steps} />
        ))}
      </ol>
      <ul className={styles['bars']}>
        {AWAY.map((step) => (
          <Bar key={step} step={step} steps={steps} isAway />
        ))}
      </ul>
      <p className={styles['help']}>{t('native-no.help')}</p>
    </>
  )
}

function Bar({ step, steps, isAway = false }: { step: Step; steps: Steps; isAway?: boolean }): ReactNode {
  const t = useWords(optInWords)
  const { number, percent } = useFormats()
  const count = steps[step]
  // A site that asks the browser at once has no question of its own to compare with.
  const all = steps.shown || Math.max(1, ...Object.values(steps))
  const share = steps.shown === 0 ? undefined : count / steps.shown
  return (
    <li>
      <span>{t(step)}</span>
      <span className={styles['track']} aria-hidden="true">
        <span data-away={isAway || undefined} style={{ width: `${Math.min(100, (100 * count) / all)}%` }} />
      </span>
      <span className={styles['count']}>
        {share === undefined ? number(count) : t('of', { count: number(count), share: percent(share) })}
      </span>
    </li>
  )
}
