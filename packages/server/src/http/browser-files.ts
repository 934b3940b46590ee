import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'

/** The scripts for pages, beside client.js: each is loaded only by pages that use it. */
export const PAGE_MODULES = [
  'components.js',
  'details.js',
  'funnel.js',
  'help.js',
  'inbox.js',
  'preferences.js',
] as const

/** The languages of the components' texts, each a file of its own. */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'ar', 'ja'] as const

export type BrowserFileName =
  'client.js' | 'sw.js' | (typeof PAGE_MODULES)[number] | `words/${(typeof LANGUAGES)[number]}.json`

export interface BrowserFile {
  body: Buffer
  /** The first characters of its SHA-256, for file names that may be kept for ever. */
  hash: string
  etag: string
}

export type BrowserFiles = (name: BrowserFileName) => Promise<BrowserFile | undefined>

/** The files that browsers load, as built by @belfry/browser; read again when they have changed. */
export function browserFiles(locate: (name: BrowserFileName) => Promise<URL> = locateInPackage): BrowserFiles {
  const kept = new Map<BrowserFileName, { version: string; file: BrowserFile }>()
  return async (name) => {
    try {
      const path = await locate(name)
      const { mtimeMs, size } = await stat(path)
      const version = `${mtimeMs} ${size}`
      const known = kept.get(name)
      if (known?.version === version) return known.file
      const file = describe(await readFile(path))
      kept.set(name, { version, file })
      return file
    } catch (error) {
      // Not built, or not completely installed: the route answers with the remedy.
      if (isMissing(error)) return undefined
      throw error
    }
  }
}

async function locateInPackage(name: BrowserFileName): Promise<URL> {
  const files = await import('@belfry/browser/files')
  const language = LANGUAGES.find((language) => name === `words/${language}.json`)
  if (language) return files.wordsFile(language)
  const find = {
    'client.js': files.clientFile,
    'sw.js': files.workerFile,
    'components.js': files.componentsFile,
    'details.js': files.detailsFile,
    'funnel.js': files.funnelFile,
    'help.js': files.helpFile,
    'inbox.js': files.inboxFile,
    'preferences.js': files.preferencesFile,
  }
  return find[name as keyof typeof find]()
}

function describe(body: Buffer): BrowserFile {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16)
  return { body, hash, etag: `"${hash}"` }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ERR_MODULE_NOT_FOUND'
}
