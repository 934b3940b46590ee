// Builds dist/: ES modules, sw.js (a classic script), the words of each language and the type declarations. The same
// sources give the same bytes: nothing depends on time, folder or machine.
//
//   node build.mjs [folder]     default: dist, beside this file

import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { build } from 'esbuild'
import { minify } from 'terser'

// Members that only our own code uses: no page, server, browser or stored value has these names. Only where nothing but
// our own code is in the file.
const PRIVATE =
  /^(about|config|failure|forget|heartbeatMs|lost|memory|once|otherTab|own|permissionChanged|read|remembered|server|tell|worker|write)$/
const OURS_ALONE = new Set(['src/client.ts', 'src/guest-worker.ts', 'src/files.ts', 'src/sw.ts'])

/** The other files use the client as a page does: there is one copy of it, in a file of its own. */
const besideTheClient = (entry) => ({
  name: 'beside the client',
  setup({ onResolve }) {
    if (entry === 'src/client.ts') return
    onResolve({ filter: /\/client\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './client.js', external: true },
    )
  },
})

const root = import.meta.dirname
const outdir = resolve(root, process.argv[2] ?? 'dist')
rmSync(outdir, { recursive: true, force: true })

mkdirSync(outdir, { recursive: true })
for (const [entry, format] of [
  ['src/client.ts', 'esm'],
  ['src/components.ts', 'esm'],
  ['src/details.ts', 'esm'],
  ['src/files.ts', 'esm'],
  ['src/funnel.ts', 'esm'],
  ['src/guest-worker.ts', 'esm'],
  ['src/help.ts', 'esm'],
  ['src/inbox.ts', 'esm'],
  ['src/preferences.ts', 'esm'],
  ['src/react.ts', 'esm'],
  ['src/sw.ts', 'iife'],
]) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir,
    format,
    bundle: true,
    write: false,
    minifySyntax: true,
    charset: 'utf8',
    legalComments: 'none',
    target: 'es2022', // Every browser with the Push API that still gets updates, Safari 16.4 on.
    external: ['react'],
    plugins: [besideTheClient(entry)],
    ...(OURS_ALONE.has(entry) && { mangleProps: PRIVATE }),
    logLevel: 'warning',
  })
  for (const { path, text } of outputFiles) {
    // Three percent smaller than esbuild's output, which every visitor saves.
    const { code } = await minify(text, {
      module: format === 'esm',
      ecma: 2022,
      compress: { passes: 4 },
    })
    writeFileSync(join(outdir, basename(path)), code)
  }
}

mkdirSync(join(outdir, 'words'))
for (const name of readdirSync(join(root, 'words'))) {
  const words = JSON.parse(readFileSync(join(root, 'words', name), 'utf8'))
  writeFileSync(join(outdir, 'words', name), JSON.stringify(words))
}

const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'))
const tsc = [join(typescript, 'bin', 'tsc'), '-p', join(root, 'tsconfig.json')]
const declarations = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly']
const folders = ['--rootDir', join(root, 'src'), '--outDir', outdir]
execFileSync(process.execPath, [...tsc, ...declarations, ...folders], { stdio: 'inherit' })
