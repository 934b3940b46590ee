import assert from 'node:assert/strict'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { FAILURES } from './failure-codes.ts'
import { DECLARED_REFUSALS, REFUSAL_CATALOGUE } from './refusal-catalogue.ts'

const SOURCES = new URL('../', import.meta.url)
const PAGE = new URL('../../../../docs/reference/errors.md', import.meta.url)

test('every refusal in the code is in the catalogue', () => {
  const unknown: string[] = []
  for (const file of globSync('**/*.ts', { cwd: SOURCES.pathname })) {
    if (file.endsWith('.test.ts')) continue
    const text = readFileSync(new URL(file, SOURCES), 'utf8')
    const found = text.matchAll(/(?:new Refusal\(|\brefuse\(|params: \{ code: )\s*'([a-z0-9-]+)'/g)
    for (const [, code = ''] of found) if (!(code in REFUSAL_CATALOGUE)) unknown.push(`${file}: ${code}`)
  }
  assert.deepEqual(unknown, [])
})

test('every refusal says what to do, and is an error', () => {
  for (const [code, { status, title, help }] of Object.entries(REFUSAL_CATALOGUE)) {
    assert.match(code, /^[a-z0-9]+(-[a-z0-9]+)*$/)
    assert.ok(status >= 400 && status < 600, code)
    assert.ok(title.length > 5 && !title.endsWith('.'), code)
    assert.ok(help.endsWith('.'), code)
  }
})

test('a code is declared by one room', () => {
  const declared = DECLARED_REFUSALS.flatMap((kinds) => Object.keys(kinds))
  assert.equal(new Set(declared).size, declared.length)
})

test('each refusal that a room declares is in the catalogue', () => {
  for (const file of globSync('**/refusals.ts', { cwd: SOURCES.pathname })) {
    const declared = readFileSync(new URL(file, SOURCES), 'utf8').matchAll(/^ {2}'([a-z0-9-]+)': \{/gm)
    for (const [, code = ''] of declared) assert.ok(code in REFUSAL_CATALOGUE, `${file}: ${code}`)
  }
})

test('docs/reference/errors.md is made from the catalogue (BELFRY_UPDATE_DOCS=1 writes it)', () => {
  const rows = Object.entries(REFUSAL_CATALOGUE).map(
    ([code, { status, title, help }]) => `## ${code}\n\n**${status}** ${title}.\n\n${help.replaceAll('<', '&lt;')}\n`,
  )
  const page = `<!-- Made from what each room declares in its refusals.ts; packages/server/src/assembly/refusal-catalogue.test.ts says how. -->

# Errors

Every error of Belfry's addresses is \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, \`detail\`, and besides
\`code\` (stable: compare with this one), \`help\` (what to do), \`errors\` (each \`field\` with its own \`code\` and \`message\`),
\`instance\` (for 5xx: the line of the log) and \`docs\` (the address of its entry in the reference that the server itself shows). In the library, the class \`Refusal\` carries
the same codes.

${rows.join('\n')}
## Of commands, and at the start

A command that cannot do what it is asked says so in one line and ends with exit code 1; \`createBelfry\` rejects with an error of
the same code. The lines of a file that \`belfry import\` skips carry the codes above and those of its own.

${Object.entries(FAILURES)
  .map(([code, help]) => `- \`${code}\`: ${help}\n`)
  .join('')}`
  if (process.env['BELFRY_UPDATE_DOCS']) writeFileSync(PAGE, page)
  assert.equal(readFileSync(PAGE, 'utf8'), page)
})
