// Looks for memory errors in the native code, with the tools that this machine has: node
// packages/web-push-native/test/sanitize.ts The encryption alone under valgrind and the sanitizers, leaks included,
// against the system's OpenSSL; then the addon inside of Node under AddressSanitizer and valgrind, where V8's own leaks
// have to be excluded.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sourcesWithoutNode } from './sources.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'belfry-sanitize-'))
const harness = ['test/harness.c', ...sourcesWithoutNode(), '-lcrypto', '-lpthread']
/** valgrind 3 knows no AVX-512. */
const forValgrind = ['avx2', 'openssl', 'portable']
const backends = ['ifma', ...forValgrind]
const strict = ['-std=gnu11', '-g', '-O1', '-Wall', '-Wextra', '-Werror']
let failures = 0

try {
  checkEncryption()
  checkAddon()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(failures === 0 ? 'Nothing found.' : `${failures} checks failed.`)
process.exitCode = failures === 0 ? 0 : 1

function checkEncryption(): void {
  const plain = join(folder, 'plain')
  if (check('compile', 'cc', [...strict, '-o', plain, ...harness])) {
    const leaks = ['--leak-check=full', '--errors-for-leak-kinds=definite,indirect,possible']
    for (const backend of forValgrind) {
      check(`valgrind, ${backend}`, 'valgrind', ['-q', ...leaks, '--error-exitcode=9', plain, backend, '1'])
    }
  }
  for (const kinds of ['address,undefined', 'thread']) {
    const file = join(folder, kinds)
    const flags = [`-fsanitize=${kinds}`, '-fno-sanitize-recover=all', '-o', file]
    if (check(`compile with ${kinds}`, 'cc', [...strict, ...flags, ...harness])) {
      for (const backend of backends) {
        check(`sanitizer ${kinds}, ${backend}`, file, [backend, '3', kinds === 'thread' ? '8' : '1'])
      }
    }
  }
}

function checkAddon(): void {
  const compiled = spawnSync(process.execPath, ['compile.mjs', '--headers'], {
    cwd: root,
    encoding: 'utf8',
  })
  const headers = compiled.stdout.trim()
  const shared = ['-shared', '-fPIC', `-I${headers}`, 'native/addon.c', 'native/batch.c', ...sourcesWithoutNode()]
  const plain = join(folder, 'plain.node')
  const sanitized = join(folder, 'sanitized.node')
  if (check('compile the addon', 'cc', [...strict, '-o', sanitized, '-fsanitize=address', ...shared])) {
    const { stdout } = spawnSync('cc', ['-print-file-name=libasan.so'], { encoding: 'utf8' })
    const env = { LD_PRELOAD: stdout.trim(), ASAN_OPTIONS: 'detect_leaks=0' }
    check('AddressSanitizer inside of Node', process.execPath, ['test/exercise.ts', sanitized, '20'], env)
  }
  if (check('compile the addon', 'cc', [...strict, '-o', plain, ...shared])) {
    const leaks = ['--leak-check=full', '--show-leak-kinds=definite', '--num-callers=30']
    const flags = [...leaks, '--undef-value-errors=no', '--smc-check=all-non-file']
    const args = [...flags, process.execPath, '--max-lazy', 'test/exercise.ts', plain, '1']
    const output = check('valgrind around Node', 'valgrind', args)
    if (output) {
      const own = complaints(output).filter((complaint) => /native\//.test(complaint))
      report('valgrind has no complaint of the addon', own.length === 0, own.join('\n\n'))
    }
  }
}

/**
 * Valgrind's paragraphs, but for what OpenSSL keeps for each thread until the thread ends (libuv's pool never ends
 * its), and for the promises of threads that were ended in the middle of a batch: Node-API has no way to drop a promise
 * where no JavaScript may run any more, so Node keeps 8 bytes of each. test/exercise.ts ends thirty.
 */
function complaints(output: string): string[] {
  return output.split(/^==\d+== $/m).filter((paragraph) => {
    const [, blocks] = /bytes in (\d+) blocks are definitely lost/.exec(paragraph) ?? []
    const isOfEndedThread = paragraph.includes('napi_create_promise') && Number(blocks) <= 30
    return !isOfEndedThread && !/ossl_err_get_state_int|rand_new_drbg/.test(paragraph)
  })
}

/** Runs a command; returns its output, or undefined when it failed. */
function check(name: string, command: string, args: string[], env = {}): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 64_000_000,
  })
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') {
    console.log(`– ${name}: there is no ${command} here`)
    return undefined
  }
  const output = `${stdout}${stderr}`
  if (status === 77) {
    console.log(`– ${name}: ${output.trim()}`)
    return undefined
  }
  report(name, status === 0, output)
  return status === 0 ? output || ' ' : undefined
}

function report(name: string, passed: boolean, output: string): void {
  failures += passed ? 0 : 1
  const last = output.trim().split('\n').at(-1) ?? ''
  console.log(passed ? `✔ ${name}${last && last.length < 90 ? `: ${last}` : ''}` : `✖ ${name}\n${output}`)
}
