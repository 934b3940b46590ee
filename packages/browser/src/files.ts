// The paths of the files that a server gives to browsers: beside this one in dist. Tools that copy a program to another
// machine (Next, Nitro, Vercel) find the names here and copy the files; they look into functions, not into arrow
// functions.

export function clientFile(): URL {
  return new URL('./client.js', import.meta.url)
}

export function workerFile(): URL {
  return new URL('./sw.js', import.meta.url)
}

export function componentsFile(): URL {
  return new URL('./components.js', import.meta.url)
}

export function detailsFile(): URL {
  return new URL('./details.js', import.meta.url)
}

export function funnelFile(): URL {
  return new URL('./funnel.js', import.meta.url)
}

export function inboxFile(): URL {
  return new URL('./inbox.js', import.meta.url)
}

export function helpFile(): URL {
  return new URL('./help.js', import.meta.url)
}

export function preferencesFile(): URL {
  return new URL('./preferences.js', import.meta.url)
}

/** The texts of the components in one language. */
export function wordsFile(language: 'en' | 'de' | 'es' | 'fr' | 'ar' | 'ja'): URL {
  switch (language) {
    case 'de':
      return new URL('./words/de.json', import.meta.url)
    case 'es':
      return new URL('./words/es.json', import.meta.url)
    case 'fr':
      return new URL('./words/fr.json', import.meta.url)
    case 'ar':
      return new URL('./words/ar.json', import.meta.url)
    case 'ja':
      return new URL('./words/ja.json', import.meta.url)
    case 'en':
      return new URL('./words/en.json', import.meta.url)
  }
}
