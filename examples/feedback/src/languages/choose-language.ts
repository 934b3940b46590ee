import type { MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import { languageDetector } from 'hono/language'
import type { SiteEnv } from '../site.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { Strings } from './en.ts'

const languages: Record<string, Strings> = { en, de }

/** Chooses the language of the answer by the browser's Accept-Language. */
export const chooseLanguage: MiddlewareHandler<SiteEnv> = every(
  languageDetector({
    order: ['header'],
    caches: false,
    supportedLanguages: Object.keys(languages),
    fallbackLanguage: 'en',
  }),
  async (c, next) => {
    c.set('t', languages[c.get('language')] ?? en)
    await next()
    c.header('vary', 'Accept-Language', { append: true })
  },
)
