/** What a digest says above its titles, in one language. */
interface DigestTexts {
  lang: string
  /** By the plural of the language, `#` is the number. */
  title: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }
  /** Between two titles. */
  comma: string
}

const ENGLISH: DigestTexts = { lang: 'en', title: { one: '# new message', other: '# new messages' }, comma: ', ' }
const TEXTS = new Map<string, DigestTexts>([
  ['en', ENGLISH],
  ['de', { lang: 'de', title: { one: '# neue Mitteilung', other: '# neue Mitteilungen' }, comma: ', ' }],
  ['es', { lang: 'es', title: { one: '# mensaje nuevo', other: '# mensajes nuevos' }, comma: ', ' }],
  ['fr', { lang: 'fr', title: { one: '# nouveau message', other: '# nouveaux messages' }, comma: ', ' }],
  [
    'ar',
    {
      lang: 'ar',
      title: { one: 'رسالة جديدة', two: 'رسالتان جديدتان', few: '# رسائل جديدة', other: '# رسالة جديدة' },
      comma: '، ',
    },
  ],
  ['ja', { lang: 'ja', title: { other: '新着メッセージ #件' }, comma: '、' }],
])

/** The words of a digest of so many messages, in the person's language where it is one of the six. */
export function digestTexts(locale: string | null, count: number): { lang: string; title: string; comma: string } {
  const { lang, title, comma } = TEXTS.get(locale?.slice(0, 2).toLowerCase() ?? 'en') ?? ENGLISH
  const text = title[new Intl.PluralRules(lang).select(count)] ?? title.other
  return { lang, title: text.replace('#', String(count)), comma }
}
