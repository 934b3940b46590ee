import { Modal, type ModalProps } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { pieceWords } from '../languages/pieces.ts'
import { useWords } from '../languages/use-words.ts'

/** Asks for something in front of the screen. It takes the keyboard, and gives it back to what it was opened with. */
export function Dialog(props: Pick<ModalProps, 'opened' | 'onClose' | 'title' | 'size' | 'children'>): ReactNode {
  const t = useWords(pieceWords)
  useKeyboardBack(props.opened)
  return <Modal {...props} returnFocus={false} closeButtonProps={{ 'aria-label': t('close') }} />
}

// Mantine does it for a dialog that closes, and not for one that is no longer rendered, as most of ours.
function useKeyboardBack(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return undefined
    const opener = document.activeElement
    return () => void requestAnimationFrame(() => giveBack(opener))
  }, [isOpen])
}

// A row that is gone by then has its button no more: the screen has the keyboard, and not the window.
function giveBack(opener: Element | null): void {
  if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus()
  else document.querySelector<HTMLElement>('main')?.focus()
}
