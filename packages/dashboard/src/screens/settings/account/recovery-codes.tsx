import { Button, CopyButton, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { accountWords } from '../../../languages/account.ts'
import { pieceWords } from '../../../languages/pieces.ts'
import { useWords } from '../../../languages/use-words.ts'
import { saveFile } from '../../../pieces/save-file.ts'
import styles from '../settings.module.css'
import accountStyles from './account.module.css'

/** Each takes the place of one code, once. They are shown now and never again. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }): ReactNode {
  const t = useWords(accountWords)
  const p = useWords(pieceWords)
  const text = codes.join('\n')
  return (
    <>
      <p className={styles['text']}>{t('codes.text')}</p>
      <ul className={accountStyles['codes']}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group justify="flex-end">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {p(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={() => saveFile('belfry-recovery-codes.txt', 'text/plain', `${text}\n`)}>
          {t('codes.save')}
        </Button>
        <Button onClick={onClose}>{t('codes.kept')}</Button>
      </Group>
    </>
  )
}
