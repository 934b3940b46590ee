import type { Formats } from './formats.ts'
import { useLanguage } from './language.tsx'

export type { Formats }

/** Numbers and times as the person's language writes them. */
export function useFormats(): Formats {
  return useLanguage().formats
}
