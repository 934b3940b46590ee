// From a fresh clone to a running entry: install, build, run.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundlesToBuild, buildBundle } from './bundles.mjs'
import { installPackages, packagesAreInstalled } from './packages.mjs'
import { ensurePinnedNode, findPinnedNode } from './pinned-node.mjs'
import { runEntry } from './run-entry.mjs'
import { SetupError } from './setup-error.mjs'
import { withLock } from './lock.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Makes the repository ready, runs `entry` on the pinned Node and resolves to its exit code. */
export async function bootstrap(entry, args) {
  if (!entry || !existsSync(join(root, entry))) {
    throw new SetupError(`There is no ${entry ?? 'entry to run'} in this version of Belfry.`)
  }
  if (!isReady()) {
    // Two commands started together must not install into one node_modules.
    await withLock(join(root, '.setup-lock'), prepare)
  }
  return runEntry(findPinnedNode(root), join(root, entry), args)
}

function isReady() {
  return packagesAreInstalled(root) && findPinnedNode(root) !== undefined && bundlesToBuild(root).length === 0
}

async function prepare() {
  if (!packagesAreInstalled(root)) await installPackages(root)
  const node = await ensurePinnedNode(root)
  for (const bundle of bundlesToBuild(root)) await buildBundle(node, bundle)
}
