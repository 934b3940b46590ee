import { Fragment, type ReactNode } from 'react'
import { frameWords } from '../languages/frame.ts'
import { useWords } from '../languages/use-words.ts'
import { Dialog } from '../pieces/dialog.tsx'
import styles from './key-help.module.css'
import { NAV_ENTRIES } from './nav-entries.ts'

/** The keys and what they do. */
export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const t = useWords(frameWords)
  const keys: readonly { keys: readonly string[]; does: string }[] = [
    ...NAV_ENTRIES.map(({ key, word }) => ({ keys: ['g', key], does: t(word) })),
    { keys: ['/'], does: t('keys.search') },
    { keys: ['↑ ↓'], does: t('keys.rows') },
    { keys: ['Enter'], does: t('keys.open') },
    { keys: ['n'], does: t('keys.numbers') },
    { keys: ['?'], does: t('keys.help') },
  ]
  if (!opened) return null
  return (
    <Dialog onClose={onClose} title={t('keys')} size="sm">
      <dl className={styles['keys']}>
        {keys.map(({ keys, does }) => (
          <Fragment key={keys.join(' ')}>
            <dt>
              {keys.map((key, place) => (
                <Fragment key={key}>
                  {place > 0 && ` ${t('keys.then')} `}
                  <kbd>{key}</kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  )
}
