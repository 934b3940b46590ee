import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from './setup-error.mjs'

/** The packages with a build.mjs whose dist is missing or older than a source. */
export function bundlesToBuild(root) {
  const packages = join(root, 'packages')
  return readdirSync(packages)
    .map((name) => join(packages, name))
    .filter((folder) => existsSync(join(folder, 'build.mjs')) && !isFresh(folder))
}

/** Runs a package's build.mjs on `node`; quiet unless it fails. */
export async function buildBundle(node, folder) {
  const child = spawn(node, ['build.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text))
  }
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new SetupError(`Building ${folder} failed:\n${output.trim()}`)
}

function isFresh(folder) {
  const inputs = [
    join(folder, 'build.mjs'),
    join(folder, 'package.json'),
    join(folder, 'src'), // A folder's own time tells of files removed from it.
    ...entriesBelow(join(folder, 'src')).filter((file) => !file.endsWith('.test.ts')),
  ]
  const outputs = entriesBelow(join(folder, 'dist')).filter((file) => file.endsWith('.js'))
  if (outputs.length === 0) return false
  return Math.max(...inputs.map(modified)) <= Math.min(...outputs.map(modified))
}

function entriesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, name))
}

function modified(file) {
  return statSync(file).mtimeMs
}
