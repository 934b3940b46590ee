import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { bind } from './binding.ts'
import type { Addon, Binding } from './binding.ts'
import { selfTest } from './self-test.ts'

/** Counts up when what crosses between here and the addon changes: an old binary is then not used. */
const INTERFACE_VERSION = 2

/** The native functions, or why there are none; then everything works without. */
export type LoadedBinding =
  { ok: true; binding: Binding; file: string } | { ok: false; reason: string }

/**
 * Loads the addon: what was compiled on this machine, else what came prebuilt for this system. It is used only when it
 * reproduces the message of RFC 8291 and passes a round trip.
 *
 * @example
 * const loaded = loadBinding()
 * if (!loaded.ok) console.log(`TypeScript encrypts: ${loaded.reason}`)
 */
export function loadBinding(root: URL = new URL('..', import.meta.url)): LoadedBinding {
  const files = ['build/Release', ...prebuildFolders()]
    .map((folder) => fileURLToPath(new URL(`${folder}/web_push_native.node`, root)))
    .filter((file) => existsSync(file))
  const reasons = files.length === 0 ? ['no binary for this system was built or installed'] : []
  for (const file of files) {
    const loaded = loadFile(file)
    if (loaded.ok) return loaded
    reasons.push(loaded.reason)
  }
  return { ok: false, reason: reasons.join('; ') }
}

function loadFile(file: string): LoadedBinding {
  try {
    const addon = createRequire(import.meta.url)(file) as Addon
    const reason =
      addon.interfaceVersion === INTERFACE_VERSION
        ? selfTest(addon)
        : `it has interface ${addon.interfaceVersion}, not ${INTERFACE_VERSION}`
    return reason === undefined
      ? { ok: true, binding: bind(addon), file }
      : { ok: false, reason: `${file}: ${reason}` }
  } catch (error) {
    // Another libc, another processor, another OpenSSL: the loader of the system says what.
    return { ok: false, reason: `${file}: ${(error as Error).message}` }
  }
}

/** The layout of prebuildify, with the libc in the folder's name. */
function prebuildFolders(): string[] {
  const { platform, arch } = process
  const folder = `prebuilds/${platform}-${arch}`
  return platform === 'linux' ? [`${folder}-${isGlibc() ? 'glibc' : 'musl'}`] : [folder]
}

function isGlibc(): boolean {
  const report = process.report as NodeJS.ProcessReport & { excludeNetwork: boolean }
  // Without this the report resolves the names of all open connections.
  const { excludeNetwork } = report
  report.excludeNetwork = true
  const { header } = report.getReport() as { header?: { glibcVersionRuntime?: string } }
  report.excludeNetwork = excludeNetwork
  return header?.glibcVersionRuntime !== undefined
}
