// The dashboard, built into packages/dashboard/dist, and held to a size: the first screen is what an operator waits
// for on a phone.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runChild } from './child-process.ts'
import type { Verdict } from './verdict.ts'

/** Bytes, gzipped, of all scripts and styles that the overview needs. */
const LARGEST_FIRST_SCREEN = 250_000

/** A file of Vite's manifest. */
interface BuiltFile {
  file: string
  css?: string[]
  imports?: string[]
  dynamicImports?: string[]
}

/** Builds the dashboard; fails when its first screen has become too large. */
export async function buildDashboard(root: string, signal: AbortSignal): Promise<Verdict> {
  const folder = join(root, 'packages/dashboard')
  const running = { cwd: folder, timeoutMs: 180_000, signal }
  const { code, output } = await runChild(process.execPath, ['build.mjs'], running)
  if (code !== 0) return failed(output)
  const size = await sizeOfFirstScreen(join(folder, 'dist'))
  if (size > LARGEST_FIRST_SCREEN)
    return failed(`its first screen has ${size} bytes, ${LARGEST_FIRST_SCREEN} is the most`)
  return { passed: 1, failed: 0, skipped: [], output: '' }
}

function failed(why: string): Verdict {
  return { passed: 0, failed: 1, skipped: [], output: `✖ building the dashboard\n${why}\n` }
}

async function sizeOfFirstScreen(dist: string): Promise<number> {
  const manifest = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, BuiltFile>
  const files = new Set<string>()
  const take = (name: string) => {
    const { file, css = [], imports = [] } = manifest[name] ?? {}
    if (file === undefined) throw new Error(`Vite’s manifest has no ${name}`)
    if (files.has(file)) return
    for (const one of [file, ...css]) files.add(one)
    imports.forEach(take)
  }
  take('index.html') // with the overview in it
  let size = 0
  for (const file of files) size += gzipSync(await readFile(join(dist, file))).length
  return size
}
