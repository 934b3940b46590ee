import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Refused } from '../api/refused.ts'
import { pieceWords } from '../languages/pieces.ts'
import { useWords } from '../languages/use-words.ts'
import styles from './failure.module.css'

/** What went wrong, its code, what to do, and the button for it. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }): ReactNode {
  const t = useWords(pieceWords)
  const { text, help, code, instance } = explain(error, t)
  return (
    <div className={styles['failure']} role="alert">
      <p className={styles['text']}>{text}</p>
      {help !== undefined && <p>{help}</p>}
      <p className={styles['code']}>
        {code !== undefined && t('code', { code })}
        {instance !== undefined && ` · ${t('instance', { instance })}`}
      </p>
      {retry !== undefined && (
        <Button size="compact-sm" variant="default" onClick={retry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}

interface Explained {
  text: string
  help?: string
  code?: string
  instance?: string
}

function explain(error: unknown, t: ReturnType<typeof useWords<keyof typeof pieceWords.en>>): Explained {
  if (!(error instanceof Refused)) {
    const { message } = Object(error) as { message?: unknown }
    return { text: t('unexpected'), help: t('unexpected.help'), code: String(message ?? error) }
  }
  const { code, message, help, instance, errors } = error
  if (code === 'unreachable') return { text: t('unreachable'), help: t('unreachable.help'), code }
  // Most often the message names them already.
  const more = errors.filter((fault) => !message.includes(fault.message))
  const faults = more.map((fault) => `${fault.field}: ${fault.message}`)
  return { text: [message, ...faults].filter(Boolean).join(' '), help, code, instance }
}
