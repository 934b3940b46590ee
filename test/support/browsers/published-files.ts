import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { keptFolder } from '../kept/kept-folder.ts'

const home = new URL('../../../packages/browser/', import.meta.url)

/** A folder with the files of @belfry/browser as they are published, built from the sources as they are now. */
export function publishedFiles(): Promise<string> {
  const hash = createHash('sha256')
  const sources = globSync(['*.{mjs,json}', 'src/**/*.ts', 'words/*'], { cwd: home }).toSorted()
  for (const file of ['../../package-lock.json', '../../tsconfig.base.json', ...sources])
    hash.update(`${file}\n`).update(readFileSync(new URL(file, home)))
  return keptFolder(`browser files of ${hash.digest('hex')}`, async (folder) => {
    await promisify(execFile)(process.execPath, [fileURLToPath(new URL('build.mjs', home)), folder])
  })
}
