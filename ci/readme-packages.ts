// The README's command that packs Belfry for an app, run as it is written, for as long as nothing is published.

import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { attempt } from './attempt.ts'
import { type Verdict, addVerdicts } from './verdict.ts'
import { publishedPackages } from './workspaces.ts'

/**
 * Runs it in the repository, with the reader's folder in `folder`: it has to bring all that `belfry` cannot do without.
 */
export async function packAsReadme(root: string, folder: string, signal: AbortSignal): Promise<Verdict> {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [, command = ''] = /^(mkdir \.\.\/bells && npm pack .*)$/m.exec(readme) ?? []
  const bells = join(folder, 'bells')
  const run = ['/bin/sh', '-e', '-c', command.replaceAll('../bells', bells) || 'false']
  const ran = await attempt('the README packs what an app needs', run, root, signal)
  if (ran.failed > 0) return ran
  const packed = await readdir(bells)
  const missing = needed(root, 'belfry').filter((file) => !packed.includes(file))
  const output = missing.map((file) => `✖ the README's npm pack brings no ${file}, which belfry depends on\n`).join('')
  const failed = missing.length
  return addVerdicts([ran, { passed: failed === 0 ? 1 : 0, failed, skipped: [], output }])
}

/** The tarballs of a package and of everything that it depends on here. */
function needed(root: string, first: string): string[] {
  const packages = new Map(publishedPackages(root).map(({ manifest }) => [manifest.name, manifest]))
  const names = new Set([first])
  for (const name of names) {
    for (const dependency of Object.keys(packages.get(name)?.dependencies ?? {})) {
      if (packages.has(dependency)) names.add(dependency)
    }
  }
  return [...names].map((name) => `${name.replace('@', '').replace('/', '-')}-${packages.get(name)?.version}.tgz`)
}
