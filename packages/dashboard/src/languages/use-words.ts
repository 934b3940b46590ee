import { useCallback } from 'react'
import type { Catalogue } from './catalogue.ts'
import { useLanguage } from './language.tsx'
import { type MessageValues, writeMessage } from './write-message.ts'

/** The texts of a catalogue in the language of the person: `t('reach', { count: 12 })`. */
export function useWords<Key extends string>(texts: Catalogue<Key>): (key: Key, values?: MessageValues) => string {
  const { language } = useLanguage()
  return useCallback((key, values = {}) => writeMessage(texts[language][key], values, language), [texts, language])
}
