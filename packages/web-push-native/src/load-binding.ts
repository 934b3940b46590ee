import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Addon, Binding } from './binding.ts'
import { chooseBackend } from './choose-backend.ts'

/** Raised when the interface to the addon changes: an old binary is then not used. */
const INTERFACE_VERSION = 3

const IN_A_BUNDLE =
  'a bundler has taken the code of @belfry/web-push-native away from its binary: leave the package out of the bundle ' +
  'and install it where the app runs (esbuild: --external:@belfry/web-push-native)'

/**
 * The native functions, or why there are none; everything works without them. `backendFault` says why the back end is
 * not the requested one, or not the fastest that this processor could run. `isUnbuilt`: these are
 * sources that nobody has compiled; a published package has binaries, if not always one for this system.
 */
export type LoadedBinding =
  | { ok: true; binding: Binding; file: string; backendFault?: string }
  | { ok: false; reason: string; isUnbuilt?: boolean }

/**
 * Loads the addon: a binary compiled on this machine, else a prebuilt one for this system. It is used only when it
 * reproduces the message of RFC 8291 and passes a round trip. `backend` names the back end of the curve, instead of the
 * fastest: `ifma`, `avx2`, `openssl` or `portable`.
 *
 * @example
 * const loaded = loadBinding()
 * if (!loaded.ok) console.log(`TypeScript encrypts: ${loaded.reason}`)
 */
export function loadBinding(
  options: { root?: URL; backend?: string | undefined; versions?: NodeJS.ProcessVersions } = {},
): LoadedBinding {
  const { backend = 'auto', versions = process.versions } = options
  const root = options.root ?? ownFolder()
  const misfit = misfitOf(versions)
  if (misfit !== undefined) {
    return { ok: false, reason: misfit }
  }
  if (root === undefined) {
    return { ok: false, reason: IN_A_BUNDLE }
  }
  const files = ['build/Release', ...prebuildFolders()]
    .map((folder) => fileURLToPath(new URL(`${folder}/web_push_native.node`, root)))
    .filter((file) => existsSync(file))
  if (files.length === 0) {
    const isUnbuilt = !existsSync(new URL('prebuilds', root))
    return { ok: false, reason: 'no binary for this system was built or installed', isUnbuilt }
  }
  const reasons: string[] = []
  for (const file of files) {
    const loaded = loadFile(file, backend)
    if (loaded.ok) return loaded
    reasons.push(loaded.reason)
  }
  return { ok: false, reason: reasons.join('; ') }
}

// In a bundle of the CommonJS kind there is no import.meta.url; in one of the other kind it is the bundle's.
function ownFolder(): URL | undefined {
  const here = import.meta.url as string | undefined
  const folder = here === undefined ? undefined : new URL('..', here)
  return folder !== undefined && existsSync(new URL('binding.gyp', folder)) ? folder : undefined
}

/**
 * Other runtimes load N-API addons too, but with another cryptography library: BoringSSL in Bun and Electron, one in
 * Rust in Deno. The OpenSSL functions that our binary needs are missing there, or differ.
 */
function misfitOf({
  bun,
  deno,
  electron,
  openssl = '',
}: Readonly<Record<string, string | undefined>>): string | undefined {
  const others = { Bun: bun, Deno: deno, Electron: electron }
  for (const [name, version] of Object.entries(others)) {
    if (version !== undefined) {
      return `the native part needs the OpenSSL of Node, and this is ${name} ${version}`
    }
  }
  return Number.parseInt(openssl, 10) >= 3
    ? undefined
    : `the native part needs OpenSSL 3, and this Node has ${openssl === '' ? 'none' : openssl}`
}

function loadFile(file: string, backend: string): LoadedBinding {
  try {
    const addon = createRequire(import.meta.url)(file) as Addon
    if (addon.interfaceVersion !== INTERFACE_VERSION) {
      return { ok: false, reason: `${file}: it has interface ${addon.interfaceVersion}, not ${INTERFACE_VERSION}` }
    }
    const { binding, fault } = chooseBackend(addon, backend)
    if (binding === undefined) return { ok: false, reason: `${file}: ${fault}` }
    return { ok: true, binding, file, ...(fault === '' ? {} : { backendFault: fault }) }
  } catch (error) {
    // Another libc, another processor, another OpenSSL: the system's loader reports which. It looks up every symbol at
    // once (compile.mjs); a symbol missed at the first call would end the process.
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
