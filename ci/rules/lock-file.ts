import { type LockedPackages, completeLock } from '../complete-lock.ts'
import type { Rule } from './rule.ts'

const file = 'package-lock.json'

/** `npm ci` takes the lock file on every system, and it names no registry but the reader's own. */
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
    return [...hosts, ...missing]
  },
}
