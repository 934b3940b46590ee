/** The texts of one screen or piece in every language; the keys of English are the keys of all. */
export interface Catalogue<Key extends string> {
  en: Readonly<Record<Key, string>>
  de: Readonly<Record<Key, string>>
}

/** A language that the dashboard speaks. */
export type Language = keyof Catalogue<string>

/**
 * Checks that no language lacks a text. Texts are messages in a subset of ICU's format, which translators and their
 * tools know: `{name}` and `{count, plural, one {# browser} other {# browsers}}`.
 */
export function catalogue<Key extends string>(texts: {
  en: Readonly<Record<Key, string>>
  de: Readonly<Record<NoInfer<Key>, string>>
}): Catalogue<Key> {
  return texts
}
