import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Command } from 'commander'
import { createProgram } from './program.ts'

const PAGE = new URL('../../../../docs/reference/cli.md', import.meta.url)
const WIDTH = 110

test('docs/reference/cli.md is made from the commands (BELFRY_UPDATE_DOCS=1 writes it)', () => {
  const page = `<!-- Made from packages/server/src/cli; cli-page.test.ts says how. Not laid out by Prettier. -->
<!-- prettier-ignore-start -->

# Commands

What \`belfry <command> --help\` says of each. What takes settings besides names them in full there, and [they have a page of their own](settings.md).

Commands that set up, list or send speak to a running server, at \`--server\` or \`BELFRY_SERVER\` (http://127.0.0.1:8030). They need an API key, from \`BELFRY_API_KEY\` or
from the server's data folder (\`--data\`, \`BELFRY_DATA\`); it is never a flag. \`--json\` prints the same that the [API](openapi.json) answers: of a list an object a line.

| exit code | what it means |
| --- | --- |
| 0 | it is done |
| 1 | it is not: standard error says why in one line, \`belfry: <code>: <what>\`. The codes are those of the [errors](errors.md); for a setting, its name stands in their place |
| 130 | Ctrl-C ended it: of \`belfry notifications watch\` and \`belfry send --watch\` only the watching; the others leave nothing half done |

${pagesOf(program()).join('\n')}
<!-- prettier-ignore-end -->
`
  if (process.env['BELFRY_UPDATE_DOCS']) writeFileSync(PAGE, page)
  assert.equal(readFileSync(PAGE, 'utf8'), page)
})

function program(): Command {
  const terminal = { env: {}, out: () => undefined, err: () => undefined }
  return createProgram({ terminal, stop: () => AbortSignal.abort(), exit: () => undefined })
}

function pagesOf(command: Command): string[] {
  if (command.commands.length > 0) return command.commands.flatMap(pagesOf)
  return [`## ${nameOf(command)}\n\n\`\`\`text\n${withoutSettings(helpOf(command))}\n\`\`\`\n`]
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`
}

function helpOf(command: Command): string {
  let help = ''
  command.configureOutput({ writeOut: (text) => void (help += text), getOutHelpWidth: () => WIDTH })
  command.outputHelp()
  return help.trim()
}

function withoutSettings(help: string): string {
  const parts = help.split('\n\n')
  const own = parts.filter((part) => !/^(Settings:|From the environment only:)\n/.test(part))
  return (own.length === parts.length ? own : [...own, 'and settings']).join('\n\n')
}
