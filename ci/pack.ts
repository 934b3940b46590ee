// The published packages as their users get them: packed, unpacked into an empty app, and tried there without the
// condition that leads to the sources. Nothing comes from a registry: only dependencies that their package.json
// declares are linked in, so that a forgotten one is found.

import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { attempt } from './attempt.ts'
import { compileAsConsumers } from './consumer-types.ts'
import { packAsReadme } from './readme-packages.ts'
import { runOnRuntimes } from './runtimes.ts'
import { type Verdict, addVerdicts } from './verdict.ts'
import { type Workspace, publishedPackages } from './workspaces.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Packs every published package and uses it as a stranger would. */
export async function packAndImport(signal: AbortSignal): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-pack-'))
  const app = join(folder, 'app')
  try {
    await cp(join(root, 'ci/consumer'), app, { recursive: true })
    // Without one, Deno looks for packages nowhere.
    await writeFile(join(app, 'package.json'), '{ "private": true }\n')
    const verdicts: Verdict[] = []
    for (const workspace of publishedPackages(root)) {
      verdicts.push(await install(workspace, folder, app, signal))
    }
    for (const one of ['@types/node', 'puppeteer-core']) await link(root, one, app)
    const node = process.execPath
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    verdicts.push(
      await attempt('the types hold for a consumer', [node, tsc, '-p', '.'], app, signal),
      await compileAsConsumers(app, signal),
      await attempt('import runs', [node, 'embed.mts'], app, signal),
      await attempt('the client runs', [node, 'client.mts'], app, signal),
      await attempt('require runs', [node, 'require.cjs'], app, signal),
      await attempt('the native part is found', [node, 'native.mjs'], app, signal),
      await attempt('the switch from web-push runs', [node, 'from-web-push.mts'], app, signal),
      await bundle('esm', app, signal),
      await bundle('cjs', app, signal),
      await runOnRuntimes(app, signal),
      await packAsReadme(root, folder, signal),
    )
    return addVerdicts(verdicts)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function bundle(format: 'esm' | 'cjs', app: string, signal: AbortSignal): Promise<Verdict> {
  const extension = format === 'esm' ? 'mjs' : 'cjs'
  const flags = ['--bundle', '--platform=node', `--format=${format}`, '--log-level=error']
  const verdicts: Verdict[] = []
  const tryOut = async (what: string, entry: string, how: { flags?: string[]; place?: string; argument: string }) => {
    const file = join(how.place ?? app, `bundles/${what.replaceAll(/\W+/g, '-')}.${extension}`)
    const make = [binary('esbuild'), entry, ...flags, ...(how.flags ?? []), `--outfile=${file}`]
    const run = [process.execPath, file, how.argument]
    verdicts.push(
      await attempt(`esbuild bundles ${what}, as ${format}`, make, app, signal),
      await attempt(`${what}, bundled as ${format}, does what it should`, run, app, signal),
    )
  }
  await tryOut('the server', 'bundled.mjs', { argument: 'whole' })
  await tryOut('an app beside the server', 'bundled.mjs', { flags: ['--external:belfry'], argument: 'external' })
  const isNative = existsSync(join(app, 'node_modules/@belfry/web-push-native/prebuilds'))
  await tryOut('web-push', 'bundled-web-push.mjs', { argument: isNative ? 'native' : 'typescript' })
  await tryOut('web-push alone', 'bundled-web-push.mjs', { place: dirname(app), argument: 'typescript' })
  await tryOut('the native part', 'bundled-native.mjs', { argument: '' })
  return addVerdicts(verdicts)
}

async function install(workspace: Workspace, folder: string, app: string, signal: AbortSignal): Promise<Verdict> {
  const { name, version, dependencies = {}, bin = {} } = workspace.manifest
  const tarball = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)
  const home = join(app, 'node_modules', name)
  await mkdir(home, { recursive: true })
  const run = (what: string, command: string[], cwd = root) => attempt(`${name}: ${what}`, command, cwd, signal)
  const verdicts = [
    await run('packs', ['npm', 'pack', '--silent', '--pack-destination', folder, '-w', name]),
    await run('unpacks', ['tar', '-xzf', tarball, '--strip-components=1', '-C', home]),
    await run('publint', [binary('publint'), 'run', tarball, '--strict']),
    // sw.js is a script, which nobody imports.
    await run('attw', [binary('attw'), tarball, '--exclude-entrypoints', 'sw.js']),
  ]
  for (const dependency of Object.keys(dependencies)) {
    await link(workspace.folder, dependency, app)
  }
  for (const [command, file] of Object.entries(bin)) {
    const program = [process.execPath, join(home, file)]
    verdicts.push(
      await attempt(`${command} --help`, [...program, '--help'], app, signal, /usage|^ {2}--\w/im),
      await attempt(`${command} --version`, [...program, '--version'], app, signal, /^0|[1-9]\d*\.\d+\.\d+\n$/),
    )
  }
  return addVerdicts(verdicts)
}

// As Node finds it from the workspace: in its own node_modules, or hoisted to the root's.
async function link(from: string, dependency: string, app: string): Promise<void> {
  const target = [from, root].map((folder) => join(folder, 'node_modules', dependency)).find(existsSync)
  const place = join(app, 'node_modules', dependency)
  if (target === undefined || existsSync(place)) return
  await mkdir(dirname(place), { recursive: true })
  await symlink(target, place)
}

function binary(name: string): string {
  return join(root, 'node_modules/.bin', name)
}
