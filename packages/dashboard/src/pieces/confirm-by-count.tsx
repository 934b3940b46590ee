import { Button, Group, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { pieceWords } from '../languages/pieces.ts'
import { useFormats } from '../languages/use-formats.ts'
import { useWords } from '../languages/use-words.ts'
import { Dialog } from './dialog.tsx'

/** From this many on, the count has to be typed. */
const LARGE = 100

export interface ConfirmByCountProps {
  opened: boolean
  onClose: () => void
  title: string
  /** What will happen. */
  children: ReactNode
  /** How many it happens to. */
  count: number
  /** What has to be typed instead of the count, however small that is. */
  word?: string
  /** The button's text: the act. */
  confirm: string
  onConfirm: () => void
  busy?: boolean
  dangerous?: boolean
}

/** Asks before something that cannot be taken back; the more it touches, the harder it is to press. */
export function ConfirmByCount(props: ConfirmByCountProps): ReactNode {
  const { opened, onClose, title } = props
  if (!opened) return null
  return (
    <Dialog onClose={onClose} title={title}>
      <Question {...props} />
    </Dialog>
  )
}

// Mounted anew each time: what was typed for one question is no answer to the next.
function Question(props: ConfirmByCountProps): ReactNode {
  const { children, count, word, confirm, onConfirm, onClose, busy = false, dangerous = false } = props
  const t = useWords(pieceWords)
  const { number } = useFormats()
  const [typed, setTyped] = useState('')
  const wanted = word ?? (count < LARGE ? undefined : number(count))
  const isCount = typed.replaceAll(/\D/g, '') === String(count)
  const isConfirmed = wanted === undefined || (word === undefined ? isCount : typed.trim() === word)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isConfirmed && !busy) onConfirm()
  }
  return (
    <form onSubmit={submit}>
      <div>{children}</div>
      {wanted !== undefined && (
        <TextInput
          mt="md"
          label={t('confirm.type', { count: wanted })}
          inputMode={word === undefined ? 'numeric' : 'text'}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" color={dangerous ? 'red' : undefined} disabled={!isConfirmed} loading={busy}>
          {confirm}
        </Button>
      </Group>
    </form>
  )
}
