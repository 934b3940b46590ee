import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Language } from './catalogue.ts'
import { makeFormats, type Formats } from './formats.ts'

interface SpokenLanguage {
  language: Language
  formats: Formats
  speak: (language: Language) => void
}

const STORED = 'belfry-language'
const Spoken = createContext<SpokenLanguage>({ language: 'en', formats: makeFormats('en'), speak: () => undefined })

/** The languages by the names that their speakers give them. */
export const LANGUAGES: readonly { language: Language; name: string }[] = [
  { language: 'en', name: 'English' },
  { language: 'de', name: 'Deutsch' },
]

/** Speaks the person's choice, otherwise the first language of the browser that the dashboard knows. */
export function LanguageProvider({ children }: { children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState<Language>(() => firstLanguage(localStorage.getItem(STORED)))
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const formats = useMemo(() => makeFormats(language), [language])
  const speak = (chosen: Language) => {
    localStorage.setItem(STORED, chosen)
    setLanguage(chosen)
  }
  return <Spoken value={{ language, formats, speak }}>{children}</Spoken>
}

export function useLanguage(): SpokenLanguage {
  return useContext(Spoken)
}

function firstLanguage(stored: string | null): Language {
  const wanted = [stored, ...navigator.languages].map((tag) => tag?.slice(0, 2))
  return LANGUAGES.find(({ language }) => language === wanted.find(isSpoken))?.language ?? 'en'
}

function isSpoken(tag: string | undefined): boolean {
  return LANGUAGES.some(({ language }) => language === tag)
}
