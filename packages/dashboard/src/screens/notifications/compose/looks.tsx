import { SegmentedControl } from '@mantine/core'
import type { BelfryModels } from '@belfry/client'
import { useState, type ReactNode } from 'react'
import { composeWords } from '../../../languages/compose.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Waiting } from '../../../pieces/waiting.tsx'
import styles from './looks.module.css'
import { SystemCard } from './system-card.tsx'

type Appearance = BelfryModels['NotificationAppearance']

/** A notification as each system shows it, and what is missing there. */
export function Looks(props: {
  appearances: BelfryModels['NotificationAppearances'] | undefined
  /** Its title is only a place where one will be. */
  isSample: boolean
}): ReactNode {
  const { appearances, isSample } = props
  const t = useWords(composeWords)
  const [isOpened, setOpened] = useState(false)
  if (appearances === undefined) return <Waiting height="30rem" />
  const { platforms, shortened } = appearances
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('looks')}
        value={isOpened ? 'opened' : 'first'}
        onChange={(value) => setOpened(value === 'opened')}
        data={[
          { value: 'first', label: t('looks.first') },
          { value: 'opened', label: t('looks.opened') },
        ]}
      />
      {shortened.length > 0 && (
        <p className={styles['note']}>
          {t('looks.shortened', { what: shortened.map((part) => t(`part.${part}`)).join(', ') })}
        </p>
      )}
      <div className={styles['looks']}>
        {platforms.map((appearance) => (
          <figure key={appearance.platform} className={styles['look']}>
            <figcaption>
              <strong>{appearance.system}</strong> {appearance.browser}
            </figcaption>
            <div className={styles['stage']} data-platform={appearance.platform}>
              <SystemCard appearance={appearance} isOpened={isOpened} isSample={isSample} />
            </div>
            <Notes appearance={appearance} isOpened={isOpened} />
          </figure>
        ))}
      </div>
    </>
  )
}

function Notes({ appearance, isOpened }: { appearance: Appearance; isOpened: boolean }): ReactNode {
  const t = useWords(composeWords)
  const { title, body, openedBody, onOpening, dropped } = appearance
  const isBodyCut = body?.isCut === true && !(isOpened && openedBody !== null)
  const cut = [...(title.isCut ? [t('part.title')] : []), ...(isBodyCut ? [t('part.body')] : [])]
  const later = isOpened ? [] : onOpening.filter((field) => field !== 'body').map((field) => t(`part.${field}`))
  if (cut.length + later.length + dropped.length === 0) return <p className={styles['note']}>{t('looks.whole')}.</p>
  return (
    <ul className={styles['notes']}>
      {cut.length > 0 && <li>{t('looks.cut', { what: cut.join(', ') })}</li>}
      {later.length > 0 && <li>{t('looks.later', { what: later.join(', ') })}</li>}
      {dropped.length > 0 && (
        <li title={dropped.map(({ why }) => why).join(' ')}>
          {t('looks.not', { what: dropped.map(({ field }) => t(`part.${field}`)).join(', ') })}
        </li>
      )}
    </ul>
  )
}
