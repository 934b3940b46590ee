import { useCallback } from 'react'
import { useLanguage } from '../../languages/language.tsx'

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** "3 min", "2.5 hr": a length of time in the language of the person. */
export function useDuration(): (seconds: number) => string {
  const { language } = useLanguage()
  return useCallback(
    (seconds) => {
      const [unit, length] = UNITS.find(([, length]) => seconds >= 2 * length) ?? (['second', 1] as const)
      const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const
      return new Intl.NumberFormat(language, style).format(seconds / length)
    },
    [language],
  )
}
