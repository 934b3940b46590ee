import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Compiles the published binaries for Linux, for each target whose compiler is on this machine (Debian: musl-tools,
// gcc-aarch64-linux-gnu), and runs them where possible (qemu-user, and a Node for arm64 that BELFRY_ARM64_NODE names).

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'belfry-prebuilds-'))
after(() => rmSync(folder, { recursive: true }))

const OF_NODE = /^(napi_|EVP_|EC_|BN_|RAND_|OPENSSL_|CRYPTO_|ERR_)/
const OF_ANY_LIBC = ['calloc', 'free', 'memcmp', 'memcpy', 'memset']

for (const target of ['linux-x64-glibc', 'linux-x64-musl', 'linux-arm64-glibc', 'linux-arm64-musl']) {
  test(`${target}: needs nothing but Node-API, OpenSSL and five functions of any libc`, (t) => {
    const file = compile(t, target)
    if (file === undefined) return
    assert.deepEqual(
      wanted(file).filter((name) => !OF_NODE.test(name) && !OF_ANY_LIBC.includes(name)),
      [],
    )
    assert.doesNotMatch(run('readelf', ['-d', file]).output, /NEEDED/)
  })
}

test('linux-x64-musl: passes its self-test in this Node, with either libc', (t) => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return t.skip(`another processor or system: ${process.platform}-${process.arch}`)
  const file = compile(t, 'linux-x64-musl')
  if (file !== undefined) assert.match(selfTests(process.execPath, [], file), /portable: portable/)
})

test('linux-x64-musl: musl’s own loader takes it', (t) => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return t.skip(`another processor or system: ${process.platform}-${process.arch}`)
  const file = compile(t, 'linux-x64-musl')
  if (file === undefined) return
  // There is no Node for musl here: a program with all of Node's symbols, which do nothing, takes its place.
  const stubs = wanted(file).filter((name) => OF_NODE.test(name))
  const main = `#include <dlfcn.h>
#include <stdio.h>
${stubs.map((name) => `void *${name}(void) { return 0; }`).join('\n')}
int main(int argc, char **argv) {
  void *library = argc > 1 ? dlopen(argv[1], RTLD_NOW) : 0;
  puts(library == 0 ? dlerror() : dlsym(library, "napi_register_module_v1") == 0 ? "no such symbol" : "loaded");
}`
  const program = join(folder, 'musl-host')
  writeFileSync(`${program}.c`, main)
  const host = run('musl-gcc', ['-w', '-fno-builtin', '-rdynamic', `${program}.c`, '-o', program])
  assert.equal(host.status, 0, host.output)
  assert.equal(run(program, [file]).output, 'loaded')
})

// Only the caller knows where a Node of another system is.
const arm64Node = process.env['BELFRY_ARM64_NODE'] ?? (process.arch === 'arm64' ? process.execPath : undefined)

test('linux-arm64-glibc: passes its self-test in a Node of its own', (t) => {
  if (arm64Node === undefined)
    return t.skip('another processor, and BELFRY_ARM64_NODE names no Node to emulate it with')
  const node = arm64Node
  const file = compile(t, 'linux-arm64-glibc')
  if (file === undefined) return
  const emulated = process.arch !== 'arm64'
  const [command, args] = emulated ? ['qemu-aarch64', ['-L', '/usr/aarch64-linux-gnu', node]] : [node, []]
  assert.match(selfTests(command, args, file), /openssl: openssl .*portable: portable/)
})

const compiled = new Map<string, string>()

function compile(t: TestContext, target: string): string | undefined {
  const known = compiled.get(target)
  if (known !== undefined) return known
  const args = [join(root, 'compile.mjs'), `--target=${target}`, `--into=${folder}`]
  const { status, output } = run(process.execPath, args)
  if (status === 0) compiled.set(target, output)
  if (status === 0) return output
  if (!/ENOENT|headers of Node/.test(output)) assert.fail(output)
  return t.skip(output) as undefined
}

/** The back end that loads when each is asked for; a refused file throws. */
function selfTests(node: string, args: string[], file: string): string {
  const script = `import { createRequire } from 'node:module'
import { chooseBackend } from '${pathToFileURL(join(root, 'src/choose-backend.ts')).href}'
const addon = createRequire('/')(${JSON.stringify(file)})
const told = ['auto', 'openssl', 'portable'].map((name) => name + ': ' + chooseBackend(addon, name).binding.backend)
console.log(told.join(' '))`
  const { status, output } = run(node, [...args, '--input-type=module', '-e', script])
  assert.equal(status, 0, output)
  return output
}

function wanted(file: string): string[] {
  const { output } = run('nm', ['-D', '--undefined-only', file])
  return output.split('\n').map((line) => line.trim().split(/\s+/).at(-1) ?? '')
}

function run(command: string, args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  return error === undefined ? { status, output: `${stdout}${stderr}`.trim() } : { status: -1, output: error.message }
}
