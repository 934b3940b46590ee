import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { notificationRulesFile } from '../database/migrations/postgres-migrations.ts'
import { RULES_VERSION } from '../database/notification-rules.ts'
import { notificationRules, ruleOf, type Rule } from './notification-rules.ts'

describe('the rules that belfry.notify() reads', () => {
  test('are those of the schema (BELFRY_UPDATE_DOCS=1 writes them)', () => {
    const file = notificationRulesFile()
    const [made, before] = [fileOf(RULES_VERSION, notificationRules()), readFileSync(file, 'utf8')]
    if (made === before) return
    const isNewer = !before.includes(`values (${RULES_VERSION}, `)
    assert.ok(isNewer, 'they have changed: raise RULES_VERSION, so that processes of both versions can tell')
    assert.ok(process.env['BELFRY_UPDATE_DOCS'], 'run again with BELFRY_UPDATE_DOCS=1')
    writeFileSync(file, made)
  })

  test('leave out nothing that a schema says', () => {
    const unread = [
      z.number(),
      z.union([z.string(), z.int()]),
      z.object({ a: z.string() }),
      z.record(z.string(), z.string()),
      z.string().toLowerCase(),
      z.string().regex(/^\d+$/),
      z.string().refine((text) => text !== 'x'),
      z.url(),
      z.int().multipleOf(5),
    ]
    for (const schema of unread) assert.throws(() => ruleOf(z.strictObject({ one: schema })), /belfry\.faults_of\(\)/)
  })
})

// One line a field, so that a change is read as one.
function fileOf(version: number, rules: object): string {
  const { request, ...others } = rules as { request: Rule }
  const { fields = [], ...rule } = request
  const lines = [
    ...Object.entries(others).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},`),
    `"request": ${JSON.stringify(rule).slice(0, -1)}, "fields": [`,
    ...fields.map((field, n) => `  ${JSON.stringify(field)}${n === fields.length - 1 ? '' : ','}`),
    ']}',
  ]
  return `-- Made of notifications/schema.ts by notification-rules.test.ts, which says how. Stored at each start, once a version.
insert into belfry.notification_rules (version, rules) values (${version}, $rules$
{
${lines.join('\n')}
}
$rules$) on conflict do nothing;
`
}
