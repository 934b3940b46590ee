// examples/next as its reader uses it: with packed packages, installed from a registry, built with `output:
// 'standalone'` and rung in a real browser. Next brings 300 MB, so it is no dependency of the repository.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPushService } from '@belfry/push-service'
import { launchBrowser } from '@belfry/push-service/browser'
import { ringSite } from '#test/sites/ring-site'
import { startSiteProgram } from '#test/sites/site-program'
import { provideBrowser } from '../setup/browsers.ts'
import { runChild } from './child-process.ts'
import { type Verdict, nothing } from './verdict.ts'
import { publishedPackages } from './workspaces.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const WHAT = 'the example for Next'
// The packages that the example needs.
const PACKAGES = ['@belfry/browser', '@belfry/client', '@belfry/web-push', 'belfry']

/** Skipped, with the reason, without a browser or a registry. */
export async function nextExample(signal: AbortSignal): Promise<Verdict> {
  const browser = await provideBrowser('chromium')
  if (!browser.ok) return { ...nothing, skipped: [{ what: WHAT, why: `it needs chromium: ${browser.install}` }] }
  const folder = await mkdtemp(join(tmpdir(), 'belfry-next-'))
  try {
    await cp(join(root, 'examples/next'), folder, {
      recursive: true,
      filter: (file) => !/node_modules|\.next$/.test(file),
    })
    const tarballs = await pack(folder, signal)
    const installed = await run('npm', ['install', '--no-audit', '--no-fund', ...tarballs], folder, signal)
    if (installed.code !== 0) {
      return { ...nothing, skipped: [{ what: WHAT, why: `npm cannot install Next: ${lastLine(installed.output)}` }] }
    }
    await leadToLocalPush(join(folder, 'belfry.ts'))
    const built = await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], folder, signal)
    if (built.code !== 0) return failed('next build', built.output)
    const traced = await run(process.execPath, ['--input-type=module', '--eval', TRACE], folder, signal)
    if (traced.code !== 0) return failed('Vercel’s tracer finds Belfry’s own files', traced.output)
    await cp(join(folder, '.next/static'), join(folder, '.next/standalone/.next/static'), { recursive: true })
    await ring(join(folder, '.next/standalone'), signal)
    return { ...nothing, passed: 3 }
  } catch (error) {
    return failed('the example rings', error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function pack(folder: string, signal: AbortSignal): Promise<string[]> {
  const tarballs: string[] = []
  for (const { manifest } of publishedPackages(root).filter(({ manifest }) => PACKAGES.includes(manifest.name))) {
    const args = ['pack', '--silent', '--pack-destination', folder, '-w', manifest.name]
    const { code, output } = await run('npm', args, root, signal)
    if (code !== 0) throw new Error(`npm pack: ${output}`)
    tarballs.push(`./${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`)
  }
  return tarballs
}

// The bundle cannot be redirected from outside, as a plain program can.
async function leadToLocalPush(file: string): Promise<void> {
  const code = await readFile(file, 'utf8')
  await writeFile(
    file,
    code.replace('createBelfry({', "createBelfry({ push: JSON.parse(process.env.BELFRY_TEST_PUSH ?? '{}'),"),
  )
}

// With serverExternalPackages, and at Vercel, only files that this tracer finds are copied. Next brings it.
const TRACE = `
import { createRequire } from 'node:module'
const { nodeFileTrace } = createRequire(process.cwd() + '/x').call(null, 'next/dist/compiled/@vercel/nft')
const { fileList } = await nodeFileTrace(['node_modules/belfry/dist/index.js'])
const has = (ending) => [...fileList].some((file) => file.endsWith(ending))
const missing = [
  'sqlite/0001-init.sql',
  'postgres/0001-init.sql',
  'engine/engine-thread.js',
  'browser/dist/client.js',
  'browser/dist/sw.js',
]
  .filter((file) => !has(file))
if (missing.length > 0) throw new Error('not found: ' + missing.join(', '))`

async function ring(folder: string, signal: AbortSignal): Promise<void> {
  await using push = await startPushService()
  await using launched = await launchBrowser({ browser: 'chromium', service: push })
  const env = { HOSTNAME: 'localhost', NEXT_TELEMETRY_DISABLED: '1' }
  await using site = await startSiteProgram(join(folder, 'server.js'), { push: push.addresses, cwd: folder, env })
  await ringSite(site, { push, browser: launched.browser, signal })
}

function run(command: string, args: string[], cwd: string, signal: AbortSignal) {
  const env = { ...process.env, NODE_OPTIONS: '', NEXT_TELEMETRY_DISABLED: '1' }
  return runChild(command, args, { cwd, env, timeoutMs: 600_000, signal })
}

function failed(what: string, output: string): Verdict {
  return { ...nothing, failed: 1, output: `✖ ${what}\n${output}\n` }
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.slice(0, 200) ?? ''
}

if (import.meta.main) {
  const verdict = await nextExample(new AbortController().signal)
  console.log(verdict.output || `${verdict.passed} passed`, ...verdict.skipped.map(({ why }) => why))
  process.exitCode = verdict.failed > 0 ? 1 : 0
}
