// The repository's own rules, for faults that neither the compiler nor the linter finds.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { arrows } from './rules/arrows.ts'
import { staleDescription } from './rules/description.ts'
import { fileLength } from './rules/file-length.ts'
import { imports } from './rules/imports.ts'
import { layout } from './rules/layout.ts'
import { links } from './rules/links.ts'
import { lockFile } from './rules/lock-file.ts'
import { migrations } from './rules/migrations.ts'
import { ownFiles } from './rules/own-files.ts'
import { roomNames } from './rules/room-names.ts'
import type { Repository, Rule } from './rules/rule.ts'
import type { Verdict } from './verdict.ts'

const rules: readonly Rule[] = [fileLength, layout, roomNames, imports, arrows, links, lockFile, migrations, ownFiles]

/** Checks the repository by its rules: one check a rule. */
export async function checkRepository(root: string): Promise<Verdict> {
  const repository = openRepository(root)
  const checked = rules.map(({ name, check }) => ({ name, problems: check(repository) }))
  checked.push({ name: 'description', problems: await staleDescription(repository) })
  const broken = checked.filter(({ problems }) => problems.length > 0)
  return {
    passed: checked.length - broken.length,
    failed: broken.length,
    skipped: [],
    output: broken
      .map(({ name, problems }) => {
        const lines = problems.map(({ file, message }) => `  ${file}: ${message}\n`)
        return `✖ ${name}\n${lines.join('')}`
      })
      .join(''),
  }
}

function openRepository(root: string): Repository {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  })
  return {
    root,
    files: listed.split('\0').filter((file) => file !== '' && existsSync(join(root, file))),
    read: (file) => readFileSync(join(root, file), 'utf8'),
  }
}

if (import.meta.main) {
  const verdict = await checkRepository(fileURLToPath(new URL('..', import.meta.url)))
  console.log(verdict.output || `${verdict.passed} rules are kept.`)
  process.exitCode = verdict.failed > 0 ? 1 : 0
}
