interface GenericTexts {
  title: string
  body: string
  lang: string
}

const ENGLISH = { title: 'New notification', body: 'Open it to read more.', lang: 'en' }
const TEXTS = new Map<string, GenericTexts>([
  ['en', ENGLISH],
  ['de', { title: 'Neue Mitteilung', body: 'Zum Lesen öffnen.', lang: 'de' }],
  ['es', { title: 'Nueva notificación', body: 'Ábrela para leer más.', lang: 'es' }],
  ['fr', { title: 'Nouvelle notification', body: 'Ouvrez-la pour lire la suite.', lang: 'fr' }],
])

/** The text of a private notification in place of its content, in the notification's language where it is known. */
export function genericTexts(lang: string | undefined): GenericTexts {
  return find(lang ?? 'en') ?? ENGLISH
}

export function hasGenericTexts(lang: string): boolean {
  return find(lang) !== undefined
}

function find(lang: string): GenericTexts | undefined {
  return TEXTS.get(lang.slice(0, 2).toLowerCase())
}
