import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { npm } from './packages.mjs'
import { SetupError } from './setup-error.mjs'

// The first version that runs TypeScript as it is, without a flag or a warning.
const oldest = [24, 12]

/**
 * The Node that everything here runs on: the npm package `node`, at the version package.json pins.
 * Where that binary is missing or cannot run (install scripts blocked, musl), the reader's own
 * Node does if it is new enough; otherwise undefined.
 */
export function findPinnedNode(root) {
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const pinned = join(root, 'node_modules', 'node', 'bin', file)
  if (runs(pinned)) return pinned
  return isNewEnough() ? process.execPath : undefined
}

/** Same, but fetches a missing binary; throws a SetupError that names the command to run. */
export async function ensurePinnedNode(root) {
  const found = findPinnedNode(root)
  if (found) return found
  // The binary comes by the package's install script, which npm may have been told not to run.
  const rebuild = ['rebuild', 'node', '--ignore-scripts=false']
  console.error('Node 24 is missing from node_modules; fetching it …')
  await npm(root, rebuild)
  const repaired = findPinnedNode(root)
  if (repaired) return repaired
  throw new SetupError(
    `The npm package "node" brought no Node that runs here. Run \`npm ${rebuild.join(' ')}\` and ` +
      `read what it says, or install Node ${oldest.join('.')} or newer and run the same command again.`,
  )
}

function isNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

function runs(file) {
  return spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0
}
