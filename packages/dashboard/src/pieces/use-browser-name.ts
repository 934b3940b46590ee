import type { BelfryModels } from '@belfry/client'
import { nameWords } from '../languages/names.ts'
import { useWords } from '../languages/use-words.ts'

type Browser = BelfryModels['Subscription']['browser']

/** "Firefox 153 on Windows", as far as it is known. */
export function useBrowserName(): (browser: Browser) => string {
  const t = useWords(nameWords)
  return ({ name, version, os }) => {
    if (name === null) return os ?? t('unknown-browser')
    const browser = [name, version].filter(Boolean).join(' ')
    return os === null ? browser : t('browser-on', { browser, system: os })
  }
}
