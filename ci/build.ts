// npm run build: the published files, into each package's dist. Nothing here is needed to work on Belfry: workspace
// packages run from their sources (docs/decisions/0002).

import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from './child-process.ts'
import { writeCommonjs } from './commonjs.ts'
import { buildDashboard } from './dashboard.ts'
import { type Verdict, addVerdicts } from './verdict.ts'
import { type Workspace, publishedPackages } from './workspaces.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Builds every published package, each after those it depends on, and the dashboard. */
export async function build(signal: AbortSignal): Promise<Verdict> {
  const verdicts: Verdict[] = []
  for (const workspace of publishedPackages(root)) {
    verdicts.push(await buildPackage(workspace, signal))
    if (verdicts.at(-1)?.failed !== 0) return addVerdicts(verdicts) // Later packages depend on it.
  }
  verdicts.push(await buildDashboard(root, signal))
  // The server brings it along: nobody installs the dashboard by itself.
  if (verdicts.at(-1)?.failed === 0) await cp(DASHBOARD, join(root, 'packages/server/dist/dashboard'), COPY)
  return addVerdicts(verdicts)
}

const DASHBOARD = join(root, 'packages/dashboard/dist')
// All but Vite's own notes.
const COPY = { recursive: true, filter: (file: string) => !file.includes('.vite') }

async function buildPackage(workspace: Workspace, signal: AbortSignal): Promise<Verdict> {
  const { folder, manifest } = workspace
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE')) // npm packs it; git ignores the copy.
  const script = join(folder, 'build.mjs')
  const command = existsSync(script) ? [script] : await prepareCompile(folder)
  const { code, output } = await runChild(process.execPath, command, {
    cwd: folder,
    timeoutMs: 180_000,
    signal,
  })
  const failed = code === 0 ? 0 : 1
  if (failed === 0) {
    await compileAddresses(join(folder, 'dist'))
    await writeCommonjs(workspace)
  }
  return {
    passed: 1 - failed,
    failed,
    skipped: [],
    output: failed === 0 ? '' : `✖ building ${manifest.name}\n${output}\n`,
  }
}

async function prepareCompile(folder: string): Promise<string[]> {
  await rm(join(folder, 'dist'), { recursive: true, force: true })
  await copyAssets(join(folder, 'src'), join(folder, 'dist'))
  return [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(folder, 'tsconfig.build.json')]
}

// Files that the sources read at run time beside code: migrations, templates.
async function copyAssets(from: string, to: string): Promise<void> {
  for await (const file of glob('**/*.{sql,json,html,css,liquid}', { cwd: from })) {
    await mkdir(dirname(join(to, file)), { recursive: true })
    await cp(join(from, file), join(to, file))
  }
}

// The compiler writes .js into imports; this does it in `new URL('./thread.ts', import.meta.url)`.
async function compileAddresses(dist: string): Promise<void> {
  for await (const file of glob('**/*.js', { cwd: dist })) {
    const code = await readFile(join(dist, file), 'utf8')
    const compiled = code
      .replaceAll(/(new URL\('\.[^']*)\.ts(?=', import\.meta\.url\))/g, '$1.js')
      // A package's name, computed: what the compiler wraps it in hides from bundlers that they shall leave it.
      .replaceAll(/\bimport\(__rewriteRelativeImportExtension\(((?:\/\*.*?\*\/\s*)+\w+)\)\)/g, 'import($1)')
    if (compiled !== code) await writeFile(join(dist, file), compiled)
  }
}

if (import.meta.main) {
  const verdict = await build(new AbortController().signal)
  console.log(verdict.output || `Built ${verdict.passed} packages.`)
  process.exitCode = verdict.failed > 0 ? 1 : 0
}
