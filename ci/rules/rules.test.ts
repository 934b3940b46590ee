import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { arrows } from './arrows.ts'
import { fileLength } from './file-length.ts'
import { imports } from './imports.ts'
import { layout } from './layout.ts'
import { links } from './links.ts'
import { lockFile } from './lock-file.ts'
import { migrations } from './migrations.ts'
import { ownFiles } from './own-files.ts'
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

  it('find a line of more than 120 columns, but not a literal that nothing can break', () => {
    const words = 'many words '.repeat(12)
    const found = messages(layout, {
      'a.ts': `// ${words}`,
      'b.ts': `  name: '${words}',`,
      'c.ts': `const select = sql\`\n  ${words}\n\``,
      'd.ts': `  name: '${'x'.repeat(120)}',\n    /${words}/,\n  '${'x'.repeat(120)}' +`,
      'e.ts': `  name: '${'x'.repeat(60)}', other: '${'x'.repeat(60)}'`,
      'src/languages/en.ts': `  name: '${words}',\n// ${words}`,
      'f.md': words,
    })
    assert.deepEqual(
      found.map((line) => line.replace(/ has .*/, '')),
      ['a.ts: line 1', 'b.ts: line 1', 'c.ts: line 2', 'e.ts: line 1', 'src/languages/en.ts: line 2'],
    )
  })

  it('find what Prettier is told to leave alone without a reason', () => {
    const found = messages(layout, {
      'a.ts': 'const a = 1\n// prettier-ignore\nconst b  = 2',
      'b.ts': '// As the table in RFC 1 has it.\n// prettier-ignore\nconst b  = 2',
    })
    assert.deepEqual(found, ['a.ts: line 2: the comment above has to say why Prettier may not lay this out'])
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
    assert.deepEqual(found, ['README.md: docs/b.md leads nowhere', 'README.md: docs/a.md#tower leads nowhere'])
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
    const names = ['0001-init', '0002-less', '0003-more', '0004-gone', '0006-late']
    const list = names.map((name) => `new URL('./postgres/${name}.sql', import.meta.url)`).join()
    const listed = { ...files, [`${folder}-migrations.ts`]: list }
    const sum = (text: string) => createHash('sha256').update(text).digest('hex')
    const sums = Object.entries(files).map(([file, sql]) => `${sum(sql)}  ${file}\n`)
    const found = messages(migrations, { ...listed, 'ci/rules/migration-sums.txt': sums.join('') })
    assert.deepEqual(
      found.map((line) => line.slice(folder.length + 1).replace(/[;:,] .*/, '')),
      ['0006-late.sql', '0002-less.sql', '0003-more.sql'],
    )
    assert.match(found[1] ?? '', /drops: processes of the version before still run/)
    const edited = messages(migrations, {
      ...listed,
      'ci/rules/migration-sums.txt': sums.join('').replace(/^./, 'x'),
    })
    assert.match(edited.at(-1) ?? '', /0001-init.sql: was edited/)
    const unnamed = messages(migrations, { ...files, 'ci/rules/migration-sums.txt': sums.join('') })
    assert.match(unnamed.at(-1) ?? '', /0006-late.sql: is not in .*postgres-migrations.ts yet; add the line: new URL/)
    const unlisted = messages(migrations, listed)
    assert.match(unlisted.at(-1) ?? '', /0006-late.sql: is not in .* add the line: [0-9a-f]{64} {2}/)
  })

  it('find a file that a bundler would not copy', () => {
    const url = (address: string) => `new URL(${address}, import.meta.url)`
    const found = messages(ownFiles, {
      'packages/server/src/a.ts': `export function a() {\n  return ${url("'./a.sql'")}\n}`,
      'packages/server/src/b.ts': `const B = ${url("'./b.sql'")}`,
      'packages/server/src/c.ts': `  const c = () => ${url("'./c.sql'")}`,
      'packages/server/src/d.ts': `  const d = ${url('`./${name}.sql`')}`,
      'packages/server/src/e.ts': `  const e = ${url("'./e.css'")}`,
      'packages/server/src/f.ts': `  const f = ${url("'./f/'")}\n  // ${url("'./f/'")}`,
      'packages/server/src/g.test.ts': `const G = ${url("'./g/'")}`,
    })
    assert.deepEqual(
      found.map((line) => line.slice(20, 21)),
      ['b', 'c', 'd', 'e', 'f'],
    )
  })

  it('find a package that reaches into another', () => {
    const found = messages(imports, {
      'packages/a/src/x.ts': "import { y } from '../../b/src/y.ts'\nimport { z } from './z.ts'",
      'packages/a/src/x.test.ts': "import { y } from '../../b/src/y.ts'",
    })
    assert.deepEqual(found, ['packages/a/src/x.ts: reaches into packages/b/src/y.ts; import the package'])
  })

  it('find an arrow between rooms that the list does not have: sub-rooms, types and multi-line imports, too', () => {
    const found = messages(arrows, {
      'ci/rules/arrows.txt': '# Rooms\n\ntopics\nsites → topics\nsites/store\nindex.ts → *\n',
      'packages/server/src/topics/a.ts': "import type { B } from '../sites/b.ts'",
      'packages/server/src/topics/a.test.ts': "import type { B } from '../sites/store/b.ts'",
      'packages/server/src/sites/b.ts': "import {\n  a,\n  c,\n} from '../topics/a.ts'\nexport * from './store/b.ts'",
      'packages/server/src/sites/store/b.ts': "import { b } from '../b.ts'",
      'packages/server/src/index.ts': "export { b } from './sites/b.ts'\nexport { c } from './sites/store/b.ts'",
    })
    assert.deepEqual(found, [
      'packages/server/src/topics/a.ts: topics → sites is no arrow of ci/rules/arrows.txt',
      'packages/server/src/sites/b.ts: sites → sites/store is no arrow of ci/rules/arrows.txt',
      'packages/server/src/sites/store/b.ts: sites/store → sites is no arrow of ci/rules/arrows.txt',
    ])
  })

  it('find a room that is not on the list, and unneeded entries of the list', () => {
    const found = messages(arrows, {
      'ci/rules/arrows.txt': 'queue\ntopics\nsites → queue,\n  topics\n',
      'packages/server/src/topics/a.ts': '',
      'packages/server/src/sites/b.ts': "import { a } from '../topics/a.ts'",
      'packages/server/src/feeds/c.ts': "import { a } from '../topics/a.ts'",
    })
    assert.deepEqual(found, [
      'ci/rules/arrows.txt: feeds is a new room: enter it, with the rooms that it may know',
      'ci/rules/arrows.txt: queue is no room any more: take it out',
      'ci/rules/arrows.txt: sites → queue is needed by nothing: take it out',
    ])
  })

  it('find a circle of rooms: one of its arrows cannot be listed', () => {
    const found = messages(arrows, {
      'ci/rules/arrows.txt': 'topics → sites\nsites → topics\n',
      'packages/server/src/topics/a.ts': "import type { B } from '../sites/b.ts'",
      'packages/server/src/sites/b.ts': "import { a } from '../topics/a.ts'",
    })
    assert.deepEqual(found, ['ci/rules/arrows.txt: topics → sites: sites has to stand above topics'])
  })

  it('find a lock file that only works on one system or with one registry', () => {
    const packages = {
      'node_modules/lint': {
        version: '1.0.0',
        resolved: 'https://mirror.invalid/lint.tgz',
        integrity: 'sha512-x',
        optionalDependencies: { '@lint/linux-x64-musl': '1.0.0', '@lint/darwin-arm64': '1.0.0' },
      },
      'node_modules/@lint/darwin-arm64': { version: '1.0.0', optional: true },
      'node_modules/bare': { version: '1.0.0' },
    }
    assert.deepEqual(messages(lockFile, { 'package-lock.json': JSON.stringify({ packages }) }), [
      'package-lock.json: node_modules/lint names a registry ("resolved"); drop that line',
      'package-lock.json: node_modules/@lint/linux-x64-musl is missing; run: node ci/complete-lock.ts',
      'package-lock.json: node_modules/bare has no hash ("integrity"); install it again',
    ])
  })
})
