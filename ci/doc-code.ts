// The code in the documents is run, so that it cannot grow old unseen. Three marks after ```ts:
//   run     runs to its end and exits with 0
//   serve   starts a server on PORT that answers GET /healthz
//   check   only has to compile
// The first two after ```sh, too: a document's shell code runs in one folder, one block after the other (doc-shell.ts).

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from './child-process.ts'
import { compileCache } from './compile-cache.ts'
import { openDocShell } from './doc-shell.ts'
import { type Verdict, addVerdicts, nothing } from './verdict.ts'
import { freePort } from '#test/network/free-port'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'build', 'doc-code')

interface Snippet {
  /** its place: README.md:40 */
  place: string
  mark: 'run' | 'serve' | 'check'
  file: string
}

/** Compiles and runs the marked code of README.md, docs/ and the packages' READMEs. */
export async function docCode(signal: AbortSignal): Promise<Verdict> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const documents = globSync(['*.md', 'docs/**/*.md', 'packages/*/*.md'], { cwd: root })
  const snippets = (await Promise.all(documents.map(extract))).flat()
  const verdicts = [await compile(signal)]
  for (const snippet of snippets.filter(({ mark }) => mark !== 'check')) {
    verdicts.push(await run(snippet, signal))
  }
  for (const document of documents) verdicts.push(await shellCode(document, signal))
  return addVerdicts(verdicts)
}

async function shellCode(document: string, signal: AbortSignal): Promise<Verdict> {
  const text = await readFile(join(root, document), 'utf8')
  const blocks = [...text.matchAll(/^```sh (run|serve)\n(.*?)^```/gms)]
  if (blocks.length === 0) return nothing
  const shell = await openDocShell(text, join(folder, `${document.replaceAll('/', '-')}.shell`), signal)
  if ('why' in shell) return { ...nothing, skipped: [{ what: document, why: shell.why }] }
  await using place = shell
  const verdicts: Verdict[] = []
  for (const [index, [, mark, code = '']] of blocks.entries()) {
    const program = { command: '/bin/sh', args: ['-e', '-c', place.adapt(code)] }
    const what = `${document}, shell code ${index + 1}`
    verdicts.push(await execute(what, mark as 'run' | 'serve', { ...program, ...place }, signal))
  }
  return addVerdicts(verdicts)
}

async function extract(document: string): Promise<Snippet[]> {
  const text = await readFile(join(root, document), 'utf8')
  const blocks = [...text.matchAll(/^```ts (run|serve|check)\n(.*?)^```/gms)]
  return Promise.all(
    blocks.map(async (block, index) => {
      const line = text.slice(0, block.index).split('\n').length
      const file = join(folder, `${document.replaceAll('/', '-')}-${index + 1}.ts`)
      await writeFile(file, block[2] ?? '')
      return { place: `${document}:${line}`, mark: block[1] as Snippet['mark'], file }
    }),
  )
}

async function compile(signal: AbortSignal): Promise<Verdict> {
  const config = {
    extends: '../../tsconfig.base.json',
    compilerOptions: { noEmit: true, customConditions: ['@belfry/source'] },
    include: ['*.ts'],
  }
  const file = join(folder, 'tsconfig.json')
  await writeFile(file, JSON.stringify(config))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { code, output } = await runChild(process.execPath, [tsc, '-p', file], {
    cwd: root,
    timeoutMs: 120_000,
    signal,
  })
  // TS18003: no document has marked code.
  return verdictOf('the documents’ code compiles', code === 0 || /TS18003/.test(output), output)
}

async function run({ place, mark, file }: Snippet, signal: AbortSignal): Promise<Verdict> {
  const cwd = `${file}.folder`
  await mkdir(cwd)
  const program = {
    command: process.execPath,
    args: [file],
    cwd,
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  }
  return execute(place, mark === 'serve' ? 'serve' : 'run', program, signal)
}

interface Program {
  command: string
  args: string[]
  cwd: string
  env: NodeJS.ProcessEnv
}

async function execute(
  what: string,
  mark: 'run' | 'serve',
  { command, args, cwd, env }: Program,
  signal: AbortSignal,
): Promise<Verdict> {
  const port = await freePort()
  const ended = new AbortController()
  const running = runChild(command, args, {
    cwd,
    env: { ...env, PORT: String(port) },
    timeoutMs: 30_000,
    signal: AbortSignal.any([signal, ended.signal]),
  })
  if (mark === 'run') {
    const { code, output } = await running
    return verdictOf(what, code === 0, output)
  }
  const healthy = await Promise.race([answers(`http://127.0.0.1:${port}/healthz`), running.then(() => false)])
  ended.abort()
  return verdictOf(what, healthy, (await running).output)
}

async function answers(url: string): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      if ((await fetch(url)).ok) return true // 503 while it starts
    } catch (error) {
      // Nobody listens yet, and only the port shows when that changes.
      if (!(error instanceof TypeError)) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

function verdictOf(what: string, isGood: boolean, output: string): Verdict {
  const failed = isGood ? 0 : 1
  return { passed: 1 - failed, failed, skipped: [], output: isGood ? '' : `✖ ${what}\n${output}\n` }
}

if (import.meta.main) {
  const verdict = await docCode(new AbortController().signal)
  console.log(verdict.output || `${verdict.passed} passed`)
  process.exitCode = verdict.failed > 0 ? 1 : 0
}
