import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { pieceWords } from '../languages/pieces.ts'
import { useWords } from '../languages/use-words.ts'

/** A password, with the button that shows it: for who has no mouse, too, and in their language. */
export function PasswordField(props: PasswordInputProps): ReactNode {
  const t = useWords(pieceWords)
  return (
    <PasswordInput
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
      {...props}
    />
  )
}
