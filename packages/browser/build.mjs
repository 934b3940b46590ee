// Builds dist/: client.js and attach.js (ES modules), sw.js (a classic script) and the type
// declarations. The same sources give the same bytes: nothing depends on time, folder or machine.
//
//   node build.mjs [folder]     default: dist, beside this file

import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { build } from 'esbuild'

const root = import.meta.dirname
const outdir = resolve(root, process.argv[2] ?? 'dist')
rmSync(outdir, { recursive: true, force: true })

const shared = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  target: 'es2022', // Every browser with the Push API that still gets updates, Safari 16.4 on.
  // Members that only our own code sees: no page, server, browser or stored value knows these words.
  mangleProps: /^(remembered|heartbeatMs|failure|memory|forget)$/,
  logLevel: 'warning',
}
await build({ ...shared, entryPoints: ['src/client.ts', 'src/attach.ts'], format: 'esm' })
await build({ ...shared, entryPoints: ['src/sw.ts'], format: 'iife' })

const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'))
const tsc = [join(typescript, 'bin', 'tsc'), '-p', join(root, 'tsconfig.json')]
const declarations = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly']
const folders = ['--rootDir', join(root, 'src'), '--outDir', outdir]
execFileSync(process.execPath, [...tsc, ...declarations, ...folders], { stdio: 'inherit' })
