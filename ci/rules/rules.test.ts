import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { fileLength } from './file-length.ts'
import { imports } from './imports.ts'
import { links } from './links.ts'
import { lockFile } from './lock-file.ts'
import { migrations } from './migrations.ts'
import { roomNames } from './room-names.ts'
import type { Rule } from './rule.ts'

function messages(rule: Rule, files: Record<string, string>): string[] {
  const repository = {
    root: '',
    files: Object.keys(files),
    read: (file: string) => files[file] ?? '',
  }
  return rule.check(repository).map(({ file, message }) => `${file}: ${message}`)
}

describe('the repository’s rules', () => {
  it('find a source of more than 300 lines, but not a test', () => {
    const long = 'x\n'.repeat(301)
    assert.deepEqual(messages(fileLength, { 'a.ts': long, 'a.test.ts': long, 'b.sql': 'x\n' }), [
      'a.ts: 301 lines; 300 is the most',
    ])
  })

  it('find rooms and files that name no thing', () => {
    const found = messages(roomNames, {
      'src/utils/a.ts': '',
      'src/helper.ts': '',
      'src/bell.ts': '',
    })
    assert.equal(found.length, 2)
  })

  it('find links to files and headings that are not there', () => {
    const found = messages(links, {
      'README.md': '[a](docs/a.md#the-bell) [b](docs/b.md) [c](docs/a.md#tower) [d](https://x.y)',
      'docs/a.md': '# The bell\n[up](../README.md) [folder](../docs)\n```\n[no](link)\n```',
    })
    assert.deepEqual(found, [
      'README.md: docs/b.md leads nowhere',
      'README.md: docs/a.md#tower leads nowhere',
    ])
  })

  it('find a migration that old processes would not survive, a gap, and an edit', () => {
    const folder = 'packages/server/src/database/migrations/postgres'
    const files = {
      [`${folder}/0001-init.sql`]:
        'create table a (n integer);\ncreate function f() returns void as $$ begin drop table a; end $$;',
      [`${folder}/0002-less.sql`]: '-- drop table b\nalter table a drop column n;',
      [`${folder}/0003-more.sql`]:
        'alter table a add column m integer not null default 0, add column o integer not null;',
      [`${folder}/0004-gone.sql`]: '-- contract: since schema 2 nobody reads a\ndrop table a;',
      [`${folder}/0006-late.sql`]: 'select 1;',
    }
    const sum = (text: string) => createHash('sha256').update(text).digest('hex')
    const sums = Object.entries(files).map(([file, sql]) => `${sum(sql)}  ${file}\n`)
    const found = messages(migrations, { ...files, 'ci/rules/migration-sums.txt': sums.join('') })
    assert.deepEqual(
      found.map((line) => line.slice(folder.length + 1).replace(/[;:,] .*/, '')),
      ['0006-late.sql', '0002-less.sql', '0003-more.sql'],
    )
    assert.match(found[1] ?? '', /drops: processes of the version before still run/)
    const edited = messages(migrations, {
      ...files,
      'ci/rules/migration-sums.txt': sums.join('').replace(/^./, 'x'),
    })
    assert.match(edited.at(-1) ?? '', /0001-init.sql: was edited/)
    const unlisted = messages(migrations, files)
    assert.match(
      unlisted.at(-1) ?? '',
      /0006-late.sql: is not in .* add the line: [0-9a-f]{64} {2}/,
    )
  })

  it('find a package that reaches into another', () => {
    const found = messages(imports, {
      'packages/a/src/x.ts': "import { y } from '../../b/src/y.ts'\nimport { z } from './z.ts'",
      'packages/a/src/x.test.ts': "import { y } from '../../b/src/y.ts'",
    })
    assert.deepEqual(found, [
      'packages/a/src/x.ts: reaches into packages/b/src/y.ts; import the package',
    ])
  })

  it('find rooms in a circle, types and multi-line imports included', () => {
    const found = messages(imports, {
      'packages/server/src/sites/a.ts': "import {\n  b,\n  c,\n} from '../topics/b.ts'",
      'packages/server/src/topics/b.ts': "import type { A } from '../sites/a.ts'",
    })
    assert.deepEqual(found, [
      'packages/server/src/topics/b.ts: closes a circle of rooms: sites → topics → sites',
    ])
  })

  it('find a lock file that only works on one system or with one registry', () => {
    const packages = {
      'node_modules/lint': {
        version: '1.0.0',
        resolved: 'https://mirror.invalid/lint.tgz',
        optionalDependencies: { '@lint/linux-x64-musl': '1.0.0', '@lint/darwin-arm64': '1.0.0' },
      },
      'node_modules/@lint/darwin-arm64': { version: '1.0.0' },
    }
    assert.deepEqual(messages(lockFile, { 'package-lock.json': JSON.stringify({ packages }) }), [
      'package-lock.json: node_modules/lint names a registry ("resolved"); drop that line',
      'package-lock.json: node_modules/@lint/linux-x64-musl is missing; run: node ci/complete-lock.ts',
    ])
  })
})
