// The environment for a document's shell code, in which a guide's commands run unchanged: `belfry` on the PATH, the
// files that the document shows, the private key of "the system you come from", a store to move and an empty
// PostgreSQL.

import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres, whyNoPostgres } from '#test/databases/postgres'
import { runChild } from './child-process.ts'
import { compileCache } from './compile-cache.ts'

const MAIN = fileURLToPath(new URL('../packages/server/src/main.ts', import.meta.url))
// As the guides write it.
const DATABASE = 'postgres://belfry:secret@db.example.com/belfry'

const STORE =
  "import { createBelfry } from 'belfry'; await (await createBelfry({ data: 'data', log: 'error' })).close()"

/** The place of one document's shell code. */
export interface DocShell extends AsyncDisposable {
  cwd: string
  env: NodeJS.ProcessEnv
  /** The code, with placeholders of the reader's own values replaced. */
  adapt(code: string): string
}

/** The place, or why it is impossible. */
export async function openDocShell(
  text: string,
  folder: string,
  signal: AbortSignal,
): Promise<DocShell | { why: string }> {
  const needsPostgres = text.includes(DATABASE)
  const why = needsPostgres && (await whyNoPostgres())
  if (why !== false) return { why }
  const bin = join(folder, 'bin')
  await mkdir(bin, { recursive: true })
  const program = join(bin, 'belfry')
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" --conditions=@belfry/source "${MAIN}" "$@"\n`)
  await chmod(program, 0o755)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  await writeFile(join(folder, 'vapid-private-key.pem'), key)
  for (const [, name = '', content = ''] of text.matchAll(/^```\w+ file (\S+)\n(.*?)^```/gms)) {
    await writeFile(join(folder, name), content)
  }
  const env = { HOME: folder, NODE_COMPILE_CACHE: compileCache, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` }
  if (!needsPostgres) return { cwd: folder, env, adapt: (code) => code, [Symbol.asyncDispose]: async () => undefined }

  const postgres = await startPostgres()
  const place = await postgres.createDatabase()
  const made = await runChild(process.execPath, ['--conditions=@belfry/source', '--input-type=module', '-e', STORE], {
    cwd: folder,
    timeoutMs: 30_000,
    signal,
  })
  if (made.code !== 0) throw new Error(`no store to move: ${made.output}`)
  return {
    cwd: folder,
    env,
    adapt: (code) => code.replaceAll(DATABASE, place.url),
    async [Symbol.asyncDispose]() {
      await place[Symbol.asyncDispose]()
      await postgres[Symbol.asyncDispose]()
    },
  }
}
