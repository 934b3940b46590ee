import type { Language } from './catalogue.ts'

export type MessageValues = Readonly<Record<string, string | number>>

const PLACE = /\{(\w+)(?:, plural,((?: ?(?:=\d+|\w+) \{[^{}]*\})+))?\}/g
const FORM = /(=\d+|\w+) \{([^{}]*)\}/g

/** Fills a message in; numbers are written as the language writes them. */
export function writeMessage(message: string, values: MessageValues, language: Language): string {
  return message.replaceAll(PLACE, (place: string, name: string, forms: string | undefined) => {
    const value = values[name]
    if (value === undefined) return place
    const written = typeof value === 'number' ? value.toLocaleString(language) : value
    return forms === undefined ? written : chooseForm(forms, Number(value), language).replaceAll('#', written)
  })
}

function chooseForm(forms: string, count: number, language: Language): string {
  const texts = new Map([...forms.matchAll(FORM)].map(([, form = '', text = '']) => [form, text]))
  const rule = new Intl.PluralRules(language).select(count)
  return texts.get(`=${count}`) ?? texts.get(rule) ?? texts.get('other') ?? ''
}
