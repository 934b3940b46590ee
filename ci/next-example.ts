// examples/next as its reader uses it: built with `output: 'standalone'` and rung in a real browser. Next brings 300
// MB, so it is no dependency of the repository.

import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startPushService } from '@belfry/push-service'
import { launchBrowser } from '@belfry/push-service/browser'
import { startNotificationDaemon } from '#test/desktop/notification-daemon'
import { ringSite } from '#test/sites/ring-site'
import { startSiteProgram } from '#test/sites/site-program'
import { provideBrowser } from '../setup/browsers.ts'
import { withInstalledExample } from './installed-example.ts'
import { here, type Place } from './slots.ts'
import { type Verdict, nothing } from './verdict.ts'

/** Skipped, with the reason, without a browser or a registry. */
export async function nextExample(signal: AbortSignal, place: Place): Promise<Verdict> {
  const browser = await provideBrowser('chromium')
  const what = 'examples/next'
  if (!browser.ok) return { ...nothing, skipped: [{ what, why: `it needs chromium: ${browser.install}` }] }
  return withInstalledExample('next', signal, place, async ({ folder, run }) => {
    await leadToLocalPush(join(folder, 'belfry.ts'))
    await run('next build', 'node_modules/next/dist/bin/next', 'build')
    await run('Vercel’s tracer finds Belfry’s own files', '--input-type=module', '--eval', TRACE)
    await cp(join(folder, '.next/static'), join(folder, '.next/standalone/.next/static'), { recursive: true })
    await place.run(() => ring(join(folder, '.next/standalone'), signal), 'no-browser')
    return 3
  })
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
  await using desktop = await startNotificationDaemon()
  await using launched = await launchBrowser({ browser: 'chromium', service: push, dbus: desktop.address })
  const env = { HOSTNAME: 'localhost', NEXT_TELEMETRY_DISABLED: '1' }
  await using site = await startSiteProgram(join(folder, 'server.js'), { push: push.addresses, cwd: folder, env })
  await ringSite(site, { push, browser: launched.browser, desktop, signal })
}

if (import.meta.main) {
  const verdict = await nextExample(new AbortController().signal, here)
  console.log(verdict.output || `${verdict.passed} passed`, ...verdict.skipped.map(({ why }) => why))
  process.exitCode = verdict.failed > 0 ? 1 : 0
}
