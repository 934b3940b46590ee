import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { composeWords } from '../../../languages/compose.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Failure } from '../../../pieces/failure.tsx'
import { StatusWord } from '../../../pieces/status-word.tsx'
import styles from './compose.module.css'
import type { UsedBrowser } from './use-own-browser.ts'

/** Whether this very browser can be sent to, and the button that makes it so. */
export function OwnBrowser({ state, use, leave }: UsedBrowser): ReactNode {
  const t = useWords(composeWords)
  if (state === undefined) return null
  const failed = use.error ?? leave.error
  return (
    <div className={styles['own']}>
      {state === 'subscribed' && (
        <>
          <StatusWord level="good">{t('own.subscribed')}</StatusWord>
          <Button variant="subtle" size="compact-sm" loading={leave.isPending} onClick={() => leave.mutate()}>
            {t('own.leave')}
          </Button>
        </>
      )}
      {state === 'open' && (
        <>
          <Button variant="default" size="compact-sm" loading={use.isPending} onClick={() => use.mutate()}>
            {t('own.use')}
          </Button>
          <span>{t('own.use.help')}</span>
        </>
      )}
      {(state === 'denied' || state === 'foreign' || state === 'unable') && <span>{t(`own.${state}`)}</span>}
      {failed !== null && <Failure error={failed} />}
    </div>
  )
}
