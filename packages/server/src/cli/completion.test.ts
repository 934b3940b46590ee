import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Command } from 'commander'
import { completionScript, SHELLS } from './completion-scripts.ts'
import { completionPlaces } from './completion-words.ts'
import { createProgram } from './program.ts'

const terminal = { env: {}, out: () => undefined, err: () => undefined }
const program = createProgram({ terminal, stop: () => AbortSignal.abort(), exit: () => undefined })
const places = completionPlaces(program)

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-completion-'))
  for (const shell of SHELLS) writeFileSync(join(folder, shell), completionScript(shell, places))
})
after(() => rmSync(folder, { recursive: true }))

const run = (shell: string, script: string) => execFileSync(shell, ['-c', script], { encoding: 'utf8', cwd: folder })

// What each shell offers when Tab is pressed after a line.
const OFFERED: Record<(typeof SHELLS)[number], (words: readonly string[]) => string[]> = {
  bash: (words) =>
    run(
      'bash',
      `. ./bash; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); ` +
        '_belfry; printf "%s\\n" "${COMPREPLY[@]}"',
    ).split('\n'),
  // _describe would need a terminal: what it is given is what is offered.
  zsh: (words) =>
    run(
      'zsh',
      'compdef() { }; _describe() { print -l -- "${(@P)2}" }; . ./zsh; ' +
        `words=(${words.map((word) => `'${word}'`).join(' ')}); CURRENT=\${#words}; _belfry`,
    )
      .split('\n')
      .map((line) => line.split(':')[0] ?? ''),
  fish: (words) =>
    run('fish', `source ./fish; complete -C '${words.join(' ')}'`)
      .split('\n')
      .map((line) => line.split('\t')[0] ?? ''),
}

for (const shell of SHELLS) {
  const skip = isThere(shell) ? false : `${shell} is not on this machine: apt install ${shell}`

  describe(`completion in ${shell}`, { skip }, () => {
    const offered = OFFERED[shell]

    test('knows the commands, those below them, and their options', () => {
      const first = offered(['belfry', 's'])
      for (const word of ['serve', 'sites', 'send', 'stats', 'subscriptions']) assert.ok(first.includes(word), word)
      const below = offered(['belfry', 'sites', ''])
      for (const word of ['add', 'edit', 'list']) assert.ok(below.includes(word), word)
      assert.ok(offered(['belfry', 'subscriptions', 'list', '--b']).includes('--browser'))
      assert.ok(offered(['belfry', '--json', 'keys', 'ad']).includes('add'))
    })

    test('offers the choices of an argument', () => {
      const choices = offered(['belfry', 'completion', ''])
      for (const word of SHELLS) assert.ok(choices.includes(word), word)
    })
  })
}

test('every command has examples in its help', () => {
  const lacking = leavesOf(program).filter((command) => !helpOf(command).includes('Examples:'))
  assert.deepEqual(
    lacking.map((command) => command.name()),
    [],
  )
})

function leavesOf(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf)
}

function helpOf(command: Command): string {
  let help = ''
  command.configureOutput({ writeOut: (text) => void (help += text) })
  command.outputHelp()
  return help
}

function isThere(shell: string): boolean {
  try {
    execFileSync(shell, ['-c', 'true'])
    return true
  } catch {
    return false
  }
}
