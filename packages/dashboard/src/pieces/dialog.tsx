import { Modal } from '@mantine/core'
import { useRef, type ReactNode } from 'react'
import { pieceWords } from '../languages/pieces.ts'
import { useWords } from '../languages/use-words.ts'
import { useKeyboardInside } from './use-keyboard-inside.ts'

interface DialogProps {
  onClose: () => void
  title: string
  size?: 'sm' | 'lg'
  children: ReactNode
}

/** Asks for something in front of the screen, as long as it is rendered: while it faded out it would still get keys. */
export function Dialog({ children, ...props }: DialogProps): ReactNode {
  const t = useWords(pieceWords)
  const close = { 'aria-label': t('close') }
  return (
    <Modal {...props} opened trapFocus={false} returnFocus={false} closeButtonProps={close}>
      <Inside>{children}</Inside>
    </Modal>
  )
}

// Mantine puts it into the document a moment after the dialog is rendered.
function Inside({ children }: { children: ReactNode }): ReactNode {
  const inside = useRef<HTMLDivElement>(null)
  useKeyboardInside(inside)
  return <div ref={inside}>{children}</div>
}
