// `npm install` omits a package from package-lock.json when its registry does not carry it: often the native binaries
// of other systems, on a mirror. `npm ci` then refuses the lock file everywhere. This adds the missing ones, by the
// name and version that their parent pins. Run it after npm install: node ci/complete-lock.ts

import { readFileSync, writeFileSync } from 'node:fs'

interface LockedPackage {
  resolved?: string
  integrity?: string
  link?: boolean
  version?: string
  optional?: boolean
  dev?: boolean
  cpu?: string[]
  os?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

export type LockedPackages = Record<string, LockedPackage>

/** Adds an entry for every pinned optional package that has none; returns the paths added. */
export function completeLock(packages: LockedPackages): string[] {
  const added: string[] = []
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (resolves(packages, path, name) || !/^\d/.test(version)) continue
      const target = `node_modules/${name}`
      const { os, cpu, libc } = platformOf(name)
      // In npm's own order of keys, so that its next install changes nothing.
      packages[target] = {
        version,
        ...(cpu && { cpu }),
        ...(entry.dev === true && { dev: true }),
        ...(libc && { libc }),
        optional: true,
        ...(os && { os }),
      }
      added.push(target)
    }
  }
  return added
}

// Node's resolution: the package's own node_modules first, then each folder above it.
function resolves(packages: LockedPackages, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    if (`${folder}/node_modules/${name}` in packages) return true
    if (!folder.includes('/node_modules/')) return `node_modules/${name}` in packages
  }
}

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openharmony', 'sunos', 'win32']
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']

// Native packages carry their system in their name (…/binding-linux-x64-musl), as npm's os and cpu do.
function platformOf(name: string): { os?: string[]; cpu?: string[]; libc?: string[] } {
  const words = name.split(/[/-]/)
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  const libc = words.includes('musl') ? 'musl' : 'glibc'
  return {
    ...(os.length > 0 && { os }),
    ...(cpu.length > 0 && { cpu }),
    ...(os.includes('linux') && /-(musl|gnu)/.test(name) && { libc: [libc] }),
  }
}

if (import.meta.main) {
  const file = new URL('../package-lock.json', import.meta.url)
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: LockedPackages }
  const added = completeLock(lock.packages)
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  lock.packages = Object.fromEntries(sorted)
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`)
  console.log(`Added ${added.length} packages to package-lock.json.`)
}
