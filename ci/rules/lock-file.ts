import { type LockedPackages, completeLock } from '../complete-lock.ts'
import type { Rule } from './rule.ts'

const file = 'package-lock.json'

/**
 * `npm ci` takes the lock file on every system, it names no registry but the reader's own, and holds the hash of every
 * package. Binaries for other systems that the registry of the moment does not carry have none: nobody installs them
 * here, and npm adds the hash where it can.
 */
export const lockFile: Rule = {
  name: 'lock file',
  check: ({ read }) => {
    const { packages } = JSON.parse(read(file)) as { packages: LockedPackages }
    const hosts = Object.entries(packages)
      .filter(([, { resolved }]) => resolved?.includes('://'))
      .map(([path]) => ({ file, message: `${path} names a registry ("resolved"); drop that line` }))
    const missing = completeLock(packages).map((path) => ({
      file,
      message: `${path} is missing; run: node ci/complete-lock.ts`,
    }))
    const unhashed = Object.entries(packages)
      .filter(
        ([path, { integrity, optional, link }]) => path.includes('node_modules/') && !integrity && !optional && !link,
      )
      .map(([path]) => ({ file, message: `${path} has no hash ("integrity"); install it again` }))
    return [...hosts, ...missing, ...unhashed]
  },
}
