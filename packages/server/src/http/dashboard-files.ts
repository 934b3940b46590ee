import { createHash } from 'node:crypto'
import { glob, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)

/** A file of the dashboard. */
export interface DashboardFile {
  body: Uint8Array<ArrayBuffer>
  /** The same in gzip; undefined where that gains nothing. */
  zipped: Uint8Array<ArrayBuffer> | undefined
  type: string
  etag: string
}

/** The files of the dashboard, by their paths in it: `index.html`, `assets/index-3f2a.js`. */
export type DashboardFiles = (path: string) => Promise<DashboardFile | undefined>

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  woff2: 'font/woff2',
}
const COMPRESSIBLE = /^(?:text\/|application\/json|image\/svg)/

/**
 * The files as built by packages/dashboard; looked up again when its index.html has changed. Only what is in the folder
 * can be had: a path is a name to look up, and never becomes part of a file's.
 */
export function dashboardFiles(folder: string = ownFolder()): DashboardFiles {
  let kept: { version: string; files: Map<string, string>; read: Map<string, Promise<DashboardFile>> } | undefined
  return async (path) => {
    const version = await versionOf(folder)
    if (version === undefined) return undefined
    if (kept?.version !== version) {
      kept = { version, files: await listFiles(folder), read: new Map() }
    }
    const { files, read } = kept
    const file = files.get(path)
    if (file === undefined) return undefined
    let made = read.get(path)
    if (made === undefined) {
      made = readOne(file, path)
      read.set(path, made)
      made.catch(() => read.delete(path))
    }
    return made
  }
}

// Beside this file where it is published; from the sources, where the dashboard's own build puts them.
function ownFolder(): string {
  const own = fileURLToPath(new URL('./dashboard-files.ts', import.meta.url))
  return join(dirname(own), own.endsWith('.ts') ? '../../../dashboard/dist' : '../dashboard')
}

async function versionOf(folder: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size } = await stat(join(folder, 'index.html'))
    return `${mtimeMs} ${size}`
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

async function listFiles(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for await (const entry of glob('**/*.*', { cwd: folder })) {
    const path = entry.replaceAll('\\', '/')
    if (typeOf(path) !== undefined) files.set(path, join(folder, entry))
  }
  return files
}

async function readOne(file: string, path: string): Promise<DashboardFile> {
  const body = new Uint8Array(await readFile(file))
  const type = typeOf(path) ?? 'application/octet-stream'
  const zipped = COMPRESSIBLE.test(type) ? new Uint8Array(await compress(body, { level: 9 })) : undefined
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
  return { body, zipped: zipped && zipped.length < body.length ? zipped : undefined, type, etag }
}

function typeOf(path: string): string | undefined {
  return TYPES[path.slice(path.lastIndexOf('.') + 1)]
}
