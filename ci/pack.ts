// The published packages as their users get them: packed, unpacked into an empty app, and tried there
// without the condition that leads to the sources. Nothing comes from a registry: what they depend on is
// linked in, and only what their package.json declares, so that a forgotten dependency is found.

import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from './child-process.ts'
import { type Verdict, addVerdicts } from './verdict.ts'
import { type Workspace, publishedPackages } from './workspaces.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const timeoutMs = 120_000

/** Packs every published package and uses it as a stranger would. */
export async function packAndImport(signal: AbortSignal): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-pack-'))
  const app = join(folder, 'app')
  try {
    await cp(join(root, 'ci/consumer'), app, { recursive: true })
    const verdicts: Verdict[] = []
    for (const workspace of publishedPackages(root)) {
      verdicts.push(await install(workspace, folder, app, signal))
    }
    await link(root, '@types/node', app)
    const node = process.execPath
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    verdicts.push(
      await attempt('the types hold for a consumer', [node, tsc, '-p', '.'], app, signal),
      await attempt('import runs', [node, 'embed.mts'], app, signal),
      await attempt('require runs', [node, 'require.cjs'], app, signal),
      await attempt('the native part is found', [node, 'native.mjs'], app, signal),
      await attempt('the switch from web-push runs', [node, 'from-web-push.mts'], app, signal),
    )
    return addVerdicts(verdicts)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function install(
  workspace: Workspace,
  folder: string,
  app: string,
  signal: AbortSignal,
): Promise<Verdict> {
  const { name, version, dependencies = {}, bin = {} } = workspace.manifest
  const tarball = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)
  const home = join(app, 'node_modules', name)
  await mkdir(home, { recursive: true })
  const run = (what: string, command: string[], cwd = root) =>
    attempt(`${name}: ${what}`, command, cwd, signal)
  const verdicts = [
    await run('packs', ['npm', 'pack', '--silent', '--pack-destination', folder, '-w', name]),
    await run('unpacks', ['tar', '-xzf', tarball, '--strip-components=1', '-C', home]),
    await run('publint', [binary('publint'), 'run', tarball, '--strict']),
  ]
  // The browser's files are for pages and bundlers, which attw knows nothing of.
  if (name !== '@belfry/browser') {
    verdicts.push(await run('attw', [binary('attw'), tarball, '--profile', 'esm-only']))
  }
  for (const dependency of Object.keys(dependencies)) {
    await link(workspace.folder, dependency, app)
  }
  for (const [command, file] of Object.entries(bin)) {
    const help = [process.execPath, join(home, file), '--help']
    // The exit code is the command's own affair: some end with 1 after their help.
    verdicts.push(await attempt(`${command} --help`, help, app, signal, /usage/i))
  }
  return addVerdicts(verdicts)
}

// As Node finds it from the workspace: in its own node_modules, or hoisted to the root's.
async function link(from: string, dependency: string, app: string): Promise<void> {
  const target = [from, root]
    .map((folder) => join(folder, 'node_modules', dependency))
    .find(existsSync)
  const place = join(app, 'node_modules', dependency)
  if (target === undefined || existsSync(place)) return
  await mkdir(dirname(place), { recursive: true })
  await symlink(target, place)
}

function binary(name: string): string {
  return join(root, 'node_modules/.bin', name)
}

async function attempt(
  what: string,
  [command = '', ...args]: readonly string[],
  cwd: string,
  signal: AbortSignal,
  expected?: RegExp,
): Promise<Verdict> {
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' }
  const { code, output } = await runChild(command, args, { cwd, env, timeoutMs, signal })
  if (code === 0 || expected?.test(output)) return { passed: 1, failed: 0, skipped: [], output: '' }
  return { passed: 0, failed: 1, skipped: [], output: `✖ ${what}\n${output}\n` }
}
