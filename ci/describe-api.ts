// npm run describe: the API as the server describes it (docs/reference/openapi.json), the types of the client made
// from that, and the list of the documents (docs/llms.txt). All are committed, so that a change of the API is seen
// where it is read; a rule holds them current.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createBelfry } from 'belfry'
import { format } from 'prettier'
import { llmsText } from './llms-text.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A generated file, by its path from the root. */
export interface MadeFile {
  path: string
  text: string
}

/** The description of the API, the types made from it, and the list of the documents. */
export async function describeApi(): Promise<MadeFile[]> {
  const description = await readDescription()
  return [
    await made('docs/reference/openapi.json', JSON.stringify(description)),
    await made('packages/client/src/generated/api.ts', await typesOf(description)),
    { path: 'docs/llms.txt', text: llmsText(root) },
  ]
}

async function readDescription(): Promise<object> {
  const data = await mkdtemp(join(tmpdir(), 'belfry-describe-'))
  try {
    await using belfry = await createBelfry({
      data,
      url: 'https://example.com',
      work: false,
      dashboard: true,
      log: 'error',
    })
    const answer = await belfry.fetch(new Request('https://example.com/v1/openapi.json'))
    return (await answer.json()) as object
  } finally {
    await rm(data, { recursive: true })
  }
}

// openapi-typescript writes with the compiler's own printer, which the root's compiler does not have; the client's has.
async function typesOf(description: object): Promise<string> {
  const load = createRequire(join(root, 'packages/client/package.json'))
  const { default: openapiTs, astToString } = load('openapi-typescript') as {
    default: (schema: object, options: object) => Promise<unknown>
    astToString: (ast: unknown) => string
  }
  const ast = await openapiTs(description, { defaultNonNullable: false })
  return `// Made from docs/reference/openapi.json by npm run describe.\n\n${astToString(ast)}`
}

async function made(path: string, text: string): Promise<MadeFile> {
  const options = { filepath: path, printWidth: 120, semi: false, singleQuote: true } as const
  return { path, text: await format(text, options) }
}

if (import.meta.main) {
  for (const { path, text } of await describeApi()) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
}
