import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export type BrowserFileName = 'client.js' | 'sw.js'

export interface BrowserFile {
  body: Buffer
  /** The first characters of its SHA-256, for file names that may be kept for ever. */
  hash: string
  etag: string
}

export type BrowserFiles = (name: BrowserFileName) => Promise<BrowserFile | undefined>

/** The two files that browsers load, as @belfry/browser has built them; read again when they have changed. */
export function browserFiles(locate = locateInPackage): BrowserFiles {
  const kept = new Map<BrowserFileName, { version: string; file: BrowserFile }>()
  return async (name) => {
    try {
      const path = locate(name)
      const { mtimeMs, size } = await stat(path)
      const version = `${mtimeMs} ${size}`
      const known = kept.get(name)
      if (known?.version === version) return known.file
      const file = describe(await readFile(path))
      kept.set(name, { version, file })
      return file
    } catch (error) {
      // Not built, or not installed with everything: the route says so, with what to do.
      if (isMissing(error)) return undefined
      throw error
    }
  }
}

function locateInPackage(name: BrowserFileName): string {
  return fileURLToPath(import.meta.resolve(`@belfry/browser/${name}`))
}

function describe(body: Buffer): BrowserFile {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16)
  return { body, hash, etag: `"${hash}"` }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ERR_MODULE_NOT_FOUND'
}
