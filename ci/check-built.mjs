// The `prepack` script of each package: without a build, or with half of one, npm would pack a package without what its
// package.json names. Plain JavaScript, since npm runs it on whatever Node is on the machine.

import { existsSync, readFileSync } from 'node:fs'
import process from 'node:process'

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const missing = pathsIn([manifest.main, manifest.types, manifest.exports, manifest.bin]).find(
  (path) => !existsSync(path),
)
if (missing !== undefined) {
  console.error(`${manifest.name} is not built (${missing} is missing): npm run build, in the root of the repository`)
  process.exitCode = 1
}

/** @returns {string[]} */
function pathsIn(named) {
  if (typeof named === 'string') return /^(\.\/)?dist\//.test(named) ? [named] : []
  return Object.values(named ?? {}).flatMap(pathsIn)
}
