// An example as its reader uses it: copied out of the repository, with packed packages and what a registry has. For
// those that bring too much to be workspaces.

import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from './child-process.ts'
import type { Place } from './slots.ts'
import { type Verdict, nothing } from './verdict.ts'
import { publishedPackages } from './workspaces.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
// The packages that the examples need.
const PACKAGES = ['@belfry/browser', '@belfry/client', '@belfry/web-push', 'belfry']

/** An example that is installed in a folder of its own. */
export interface InstalledExample {
  folder: string
  /** Runs a program of Node in it, in a slot; throws with its output when it fails. */
  run: (what: string, ...args: string[]) => Promise<void>
}

/**
 * Installs examples/<name> in a slot and calls `use`, which returns how much has passed. What it throws is a failure;
 * without a registry the example is skipped.
 */
export async function withInstalledExample(
  name: string,
  signal: AbortSignal,
  place: Place,
  use: (example: InstalledExample) => Promise<number>,
): Promise<Verdict> {
  const what = `examples/${name}`
  const folder = await mkdtemp(join(tmpdir(), `belfry-${name}-`))
  try {
    await cp(join(root, what), folder, {
      recursive: true,
      filter: (file) => !/node_modules|\.next$|[\\/](dist|data)$/.test(file),
    })
    const installed = await place.run(async () => {
      const tarballs = await pack(folder, signal)
      return run('npm', ['install', '--no-audit', '--no-fund', ...tarballs], folder, signal)
    })
    if (installed.code !== 0) {
      const why = `npm cannot install it: ${installed.output.trim().split('\n').at(-1)?.slice(0, 200) ?? ''}`
      return { ...nothing, skipped: [{ what, why }] }
    }
    const passed = await use({
      folder,
      async run(title, ...args) {
        const { code, output } = await place.run(() => run(process.execPath, args, folder, signal))
        if (code !== 0) throw new Error(`${title}\n${output}`)
      },
    })
    return { ...nothing, passed }
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { ...nothing, failed: 1, output: `✖ ${what}: ${text}\n` }
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

function run(command: string, args: string[], cwd: string, signal: AbortSignal) {
  const env = { ...process.env, NODE_OPTIONS: '', NEXT_TELEMETRY_DISABLED: '1' }
  return runChild(command, args, { cwd, env, timeoutMs: 600_000, signal })
}
