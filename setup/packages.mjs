import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { SetupError } from './setup-error.mjs'

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes node_modules/.package-lock.json
 * as the last act of an install, so that file is the stamp: an interrupted or outdated install has none
 * or another. Packages npm may leave out (other systems' binaries) do not count.
 */
export function packagesAreInstalled(root) {
  const wanted = readLock(join(root, 'package-lock.json'))
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'))
  if (wanted === undefined || installed === undefined) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.optional) return true
    const found = installed[path]
    return found?.version === entry.version && found?.resolved === entry.resolved
  })
}

/** Runs `npm ci`, with progress messages and a clear line when the registry is unreachable. */
export async function installPackages(root) {
  console.error('Installing what Belfry needs (Node 24 included); the first time takes a minute.')
  const started = Date.now()
  const progress = setInterval(() => {
    console.error(`  still installing, ${Math.round((Date.now() - started) / 1000)} s …`)
  }, 15_000)
  try {
    // --include=dev: the pinned Node is a development dependency, also under NODE_ENV=production.
    await npm(root, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  } finally {
    clearInterval(progress)
  }
  console.error(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

/** Runs npm and captures its output; throws a SetupError that explains a failure. */
export async function npm(root, args) {
  const [command, ...first] = npmCommand()
  const env = { npm_config_fetch_retry_mintimeout: '2000', ...process.env }
  const child = spawn(command, [...first, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && first.length === 0,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-4000)))
  }
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message
      resolve(1)
    })
    child.on('close', resolve)
  })
  if (code !== 0) throw new SetupError(explain(args, output))
}

// Under `npm start` the npm that the reader called; it survives the removal of node_modules.
function npmCommand() {
  const cli = process.env.npm_execpath
  if (cli && basename(cli) === 'npm-cli.js') {
    return [process.env.npm_node_execpath ?? process.execPath, cli]
  }
  return ['npm']
}

function explain(args, output) {
  const network =
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.exec(
      output,
    )
  if (network) {
    return (
      `npm cannot reach its registry (${network[1]}). Check the connection, or the proxy npm uses ` +
      '(npm config get proxy), and run the same command again.'
    )
  }
  return `npm ${args.join(' ')} failed:\n${output.trim()}`
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined // Absent, or cut short by an interrupted install: not installed.
  }
}
