import { createHash } from 'node:crypto'
import type { Problem, Repository, Rule } from './rule.ts'

const MIGRATION = /^packages\/server\/src\/database\/migrations\/(\w+)\/(\d{4})-[a-z0-9-]+\.sql$/
const SUMS = 'ci/rules/migration-sums.txt'

// Changes that break a process of the previous version, which runs on while a new one migrates.
const BREAKING: readonly [RegExp, string][] = [
  [/\bdrop\s+(table|column|function|index|schema|type|constraint|trigger)\b/i, 'drops'],
  [/\brename\b/i, 'renames'],
  [/\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i, 'changes the type of a column'],
  [/\bset\s+not\s+null\b/i, 'forbids null'],
  [/\badd\s+(constraint|check|unique|foreign)\b/i, 'adds a constraint'],
  [/\badd\s+column\b(?![^;,]*\bdefault\b)[^;,]*\bnot\s+null\b/i, 'adds a column that old processes do not fill'],
  [/\btruncate\b/i, 'empties a table'],
]
const CONTRACT = /^-- contract: /

/**
 * Migrations go forward, one number after the other, each named in the code; a committed one is never edited; and they
 * only add, unless the first line says since when the removed parts are unused (`-- contract: since schema 7 nobody
 * reads …`). Decision 0018.
 */
export const migrations: Rule = {
  name: 'migrations',
  check(repository) {
    const found = repository.files.filter((file) => MIGRATION.test(file))
    return [
      ...gaps(found),
      ...found.flatMap((file) => breaks(file, repository)),
      ...found.flatMap((file) => unnamed(file, repository)),
      ...edits(found, repository),
    ]
  },
}

function gaps(files: readonly string[]): Problem[] {
  const folders = Map.groupBy(files, (file) => MIGRATION.exec(file)?.[1] ?? '')
  return [...folders.values()].flatMap((ofOne) =>
    ofOne
      .toSorted()
      .flatMap((file, n) =>
        Number(MIGRATION.exec(file)?.[2]) === n + 1
          ? []
          : [{ file, message: `is number ${n + 1} of its folder: each number once, and none left out` }],
      ),
  )
}

function breaks(file: string, { read }: Repository): Problem[] {
  const text = read(file)
  if (CONTRACT.test(text)) return []
  const sql = withoutBodies(text)
  return BREAKING.filter(([pattern]) => pattern.test(sql)).map(([, what]) => ({
    file,
    message:
      `${what}: processes of the version before still run. Add beside it, or begin the file ` +
      'with "-- contract: since schema N nobody …"',
  }))
}

// Only migrations that the code names are applied, and copied to other machines.
function unnamed(file: string, { files, read }: Repository): Problem[] {
  const [, dialect = '', name = ''] = /([^/]+)\/([^/]+)$/.exec(file) ?? []
  const list = `packages/server/src/database/migrations/${dialect}-migrations.ts`
  const line = `new URL('./${dialect}/${name}', import.meta.url)`
  if (files.includes(list) && read(list).includes(line)) return []
  return [{ file, message: `is not in ${list} yet; add the line: ${line},` }]
}

// The body of a function runs later, when it is called.
function withoutBodies(sql: string): string {
  return sql.replace(/--.*$/gm, '').replace(/\$\$.*?\$\$/gs, "''")
}

function edits(files: readonly string[], { files: all, read }: Repository): Problem[] {
  const sums = all.includes(SUMS) ? read(SUMS).split('\n') : []
  const listed = new Map(sums.filter(Boolean).map((line) => [line.slice(66), line.slice(0, 64)]))
  return files.flatMap((file) => {
    const sum = createHash('sha256').update(read(file)).digest('hex')
    if (listed.get(file) === sum) return []
    return [
      listed.has(file)
        ? { file, message: 'was edited after it was committed: write the next migration instead' }
        : { file, message: `is not in ${SUMS} yet; add the line: ${sum}  ${file}` },
    ]
  })
}
