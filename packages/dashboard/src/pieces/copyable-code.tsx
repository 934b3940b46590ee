import { Button, CopyButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { pieceWords } from '../languages/pieces.ts'
import { useWords } from '../languages/use-words.ts'
import styles from './copyable-code.module.css'

/** Code to take along. */
export function CopyableCode({ children }: { children: string }): ReactNode {
  const t = useWords(pieceWords)
  return (
    <div className={styles['code']}>
      <pre tabIndex={0}>{children}</pre>
      <CopyButton value={children}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {t(copied ? 'copied' : 'copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}
