// What CommonJS apps get of a package, in dist/commonjs: what the conditions `require` of its package.json lead to.
// Declarations, because before TypeScript 5.8 no compiler believes that an ES module can be required. And code: where a
// package runs on Nodes that cannot do that either (`module-sync` names what the others take) all of
// it, else a file that requires the ES module.

import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { transform } from 'esbuild'
import type { Workspace } from './workspaces.ts'

/** Writes dist/commonjs out of what was built into dist. */
export async function writeCommonjs({ folder, manifest }: Workspace): Promise<void> {
  const dist = join(folder, 'dist')
  const home = join(dist, 'commonjs')
  const inDist = (path: string): string => join(dist, relative(home, resolve(folder, path)))
  const checkNode = ['check-node.js'].filter((file) => existsSync(join(dist, file)))
  const files = new Set(checkNode.map((file) => join(dist, file)))
  for (const { require } of Object.values(manifest.exports ?? {}) as Conditions[]) {
    if (require === undefined) continue
    const code = inDist(require.default)
    files.add(inDist(require.types))
    if (require['module-sync'] !== undefined) files.add(code)
    else await write(resolve(folder, require.default), requiring(checkNode, `../${relative(dist, code)}`))
  }
  for (const file of files) {
    const text = await readFile(file, 'utf8')
    for (const imported of importedBy(file, text)) files.add(imported)
    const target = join(home, relative(dist, file))
    await write(target, file.endsWith('.d.ts') ? withModes(text) : await asCommonjs(text))
  }
  await write(join(home, 'package.json'), '{ "type": "commonjs" }\n')
}

interface Conditions {
  require?: { types: string; 'module-sync'?: string; default: string }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

// Declarations name the sources, which a compiler understands.
function importedBy(file: string, text: string): string[] {
  const specifiers = text.matchAll(/\b(?:from|import)\s*\(?['"](\.{1,2}\/[^'"]+)['"]/g)
  return [...specifiers].map(([, specifier = '']) => {
    const path = resolve(dirname(file), specifier)
    return file.endsWith('.d.ts') ? path.replace(/\.[jt]s$/, '.d.ts') : path
  })
}

// Some packages have ES modules only, whose types CommonJS may take if it says so. Our own have both kinds.
function withModes(text: string): string {
  const foreign = /^(import type [^;]* from '(?!\.|node:|@?belfry\b)[^']+');/gm
  return text.replaceAll(foreign, `$1 with { 'resolution-mode': 'import' };`)
}

// On a Node that is too old for `require` of an ES module, what is first says so.
function requiring(first: readonly string[], file: string): string {
  return `${first.map((one) => `require('./${one}')\n`).join('')}module.exports = require('${file}')\n`
}

async function asCommonjs(text: string): Promise<string> {
  const { code } = await transform(text, { format: 'cjs', platform: 'node', target: 'node20', charset: 'utf8' })
  // As Node does with the export of this name when an ES module is required.
  return text.includes(`as 'module.exports'`) ? `${code}module.exports = module.exports['module.exports']\n` : code
}
