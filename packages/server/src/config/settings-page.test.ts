import assert from 'node:assert/strict'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { SETTINGS } from './settings.ts'

const SOURCES = new URL('../', import.meta.url)
const PAGE = new URL('../../../../docs/reference/settings.md', import.meta.url)

test('docs/reference/settings.md is made from the settings (BELFRY_UPDATE_DOCS=1 writes it)', () => {
  const rows = SETTINGS.map(({ option, variable, flag, help }) => {
    const name = ['port', 'host', 'config'].includes(option) ? '' : `\`${option}\``
    return `| \`${variable}\` | ${flag === undefined ? '' : `\`--${flag}\``} | ${name} | ${help.replaceAll('|', '\\|')} |\n`
  })
  const page = `<!-- Made from packages/server/src/config/settings.ts; its test says how. Not laid out by Prettier. -->
<!-- prettier-ignore-start -->

# Settings

Of \`belfry serve\`, \`belfry work\` and every command that opens the store. A flag wins over its variable, that over the file of \`--config\` ([what it declares](../guides/sites-topics-keys.md)), and an empty variable counts as absent. Secrets have no flag: every
user of a machine can read the command lines on it. In a Node app each is an option of \`createBelfry()\`, where lists are arrays and a certificate is its text.

| variable | flag | option | what it is |
| --- | --- | --- | --- |
${rows.join('')}
Commands that ask a running server (\`belfry topics\`, \`belfry notifications\`; [all commands](cli.md)) read its address from \`--server\` or \`BELFRY_SERVER\`, and the key from \`BELFRY_API_KEY\`.

\`belfry doctor\` with the same settings says what is wrong with them.

<!-- prettier-ignore-end -->
`
  if (process.env['BELFRY_UPDATE_DOCS']) writeFileSync(PAGE, page)
  assert.equal(readFileSync(PAGE, 'utf8'), page)
})

test('no variable is read that the page does not name', () => {
  const known = new Set<string>(['BELFRY_SERVER', ...SETTINGS.map(({ variable }) => variable)])
  const read = globSync('**/*.ts', { cwd: SOURCES.pathname })
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => readFileSync(new URL(file, SOURCES), 'utf8').match(/\bBELFRY_[A-Z_]+\b|\bDATABASE_URL\b/g) ?? [])
  assert.deepEqual(
    [...new Set(read)].filter((name) => !known.has(name)),
    [],
  )
})
