/** The texts of one language by name, and `dir`, its direction. */
export type Words = Readonly<Record<string, string>>

/** The languages that come with Belfry; the first one stands in for others. */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'ar', 'ja'] as const

/** The shipped language that is nearest to a tag such as `de-AT`. */
export function chooseLanguage(tag: string): string {
  const wanted = tag.toLowerCase().split('-', 1)[0] ?? ''
  return LANGUAGES.find((language) => language === wanted) ?? LANGUAGES[0]
}

const loaded = new Map<string, Promise<Words>>()

/** Loads the texts of a language, once a page: Belfry's, and over them those of the site's own file. */
export async function loadWords(base: string, tag: string, own?: string | null): Promise<Words> {
  const [shipped, more] = await Promise.all([load(`${base}/words/${chooseLanguage(tag)}.json`), own ? load(own) : {}])
  return { ...shipped, ...more }
}

function load(url: string): Promise<Words> {
  const known = loaded.get(url) ?? read(url)
  loaded.set(url, known)
  known.catch(() => loaded.delete(url)) // The next element tries again.
  return known
}

async function read(url: string): Promise<Words> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return (await response.json()) as Words
}

/** The first of these texts that there is, with its {placeholders} filled in. */
export function say(words: Words, names: readonly string[], values: Readonly<Record<string, string>> = {}): string {
  const name = names.find((name) => words[name] !== undefined)
  const text = name === undefined ? '' : (words[name] ?? '')
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}
