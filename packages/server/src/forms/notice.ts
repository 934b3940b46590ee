import type { SitePrivacy } from './privacy.ts'

/** What stands on the screen in place of a content. */
export interface Notice {
  title: string
  body?: string | undefined
  lang: string
}

/** What a site shows in place of a content. */
export interface SiteNotices {
  texts?: SitePrivacy['texts']
  /** In full; undefined: the first page. */
  page?: string | undefined
}

const ENGLISH = { title: 'You have a new message', body: 'Open it to read more.', lang: 'en' }
const TEXTS = new Map<string, Notice>([
  ['en', ENGLISH],
  ['de', { title: 'Du hast eine neue Nachricht', body: 'Zum Lesen öffnen.', lang: 'de' }],
  ['es', { title: 'Tienes un mensaje nuevo', body: 'Ábrelo para leer más.', lang: 'es' }],
  ['fr', { title: 'Vous avez un nouveau message', body: 'Ouvrez-le pour lire la suite.', lang: 'fr' }],
  ['ar', { title: 'لديك رسالة جديدة', body: 'افتحها لقراءة المزيد.', lang: 'ar' }],
  ['ja', { title: '新しいメッセージがあります', body: '開いて続きをお読みください。', lang: 'ja' }],
])

/**
 * The words in the first of these languages that there are words in, the site's own before Belfry's; else the site's in
 * English, or whichever it has. Pure.
 *
 * @example
 * noticeIn(site.privacy.texts, ['de-AT', 'en']).title // 'Du hast eine neue Nachricht'
 */
export function noticeIn(
  own: SitePrivacy['texts'] = {},
  languages: readonly (string | null | undefined)[] = [],
): Notice {
  for (const language of languages) {
    const lang = /^[a-z]+/.exec(language?.toLowerCase() ?? '')?.[0] ?? ''
    const found = ownIn(own, lang) ?? TEXTS.get(lang)
    if (found !== undefined) return found
  }
  return ownIn(own, 'en') ?? ownIn(own, Object.keys(own)[0] ?? '') ?? ENGLISH
}

function ownIn(own: NonNullable<SitePrivacy['texts']>, lang: string): Notice | undefined {
  const words = Object.hasOwn(own, lang) ? own[lang] : undefined
  return words && { ...words, lang }
}
