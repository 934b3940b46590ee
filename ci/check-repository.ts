// The repository's own rules: what neither the compiler nor the linter sees.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fileLength } from './rules/file-length.ts'
import { imports } from './rules/imports.ts'
import { links } from './rules/links.ts'
import { lockFile } from './rules/lock-file.ts'
import { migrations } from './rules/migrations.ts'
import { roomNames } from './rules/room-names.ts'
import type { Repository, Rule } from './rules/rule.ts'
import type { Verdict } from './verdict.ts'

const rules: readonly Rule[] = [fileLength, roomNames, imports, links, lockFile, migrations]

/** Holds the repository against its rules: one check a rule. */
export function checkRepository(root: string): Verdict {
  const repository = openRepository(root)
  const broken = rules
    .map((rule) => ({ rule, problems: rule.check(repository) }))
    .filter(({ problems }) => problems.length > 0)
  return {
    passed: rules.length - broken.length,
    failed: broken.length,
    skipped: [],
    output: broken
      .map(({ rule, problems }) => {
        const lines = problems.map(({ file, message }) => `  ${file}: ${message}\n`)
        return `✖ ${rule.name}\n${lines.join('')}`
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
  const verdict = checkRepository(fileURLToPath(new URL('..', import.meta.url)))
  console.log(verdict.output || `${verdict.passed} rules are kept.`)
  process.exitCode = verdict.failed > 0 ? 1 : 0
}
