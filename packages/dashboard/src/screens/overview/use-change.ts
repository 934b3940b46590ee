import { pieceWords } from '../../languages/pieces.ts'
import { useWords } from '../../languages/use-words.ts'

/** Says how a number compares with that of the period before. */
export function useChange(): (now: number, before: number) => string {
  const t = useWords(pieceWords)
  return (now, before) => {
    if (now === before) return t('change.same')
    return now > before ? t('change.more', { count: now - before }) : t('change.less', { count: before - now })
  }
}
