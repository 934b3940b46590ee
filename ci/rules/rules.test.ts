import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileLength } from './file-length.ts'
import { imports } from './imports.ts'
import { links } from './links.ts'
import { lockFile } from './lock-file.ts'
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
