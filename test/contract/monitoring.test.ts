// The alert rules, the dashboard and the guide's configuration: against what Belfry reports, and by Prometheus' own
// tool.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findPromtool, providePromtool } from '../../setup/prometheus.ts'
import { DECLARED_METRICS } from '../../packages/server/src/assembly/metric-catalogue.ts'
import { temporaryBelfry } from '../support/belfry/temporary-belfry.ts'

const FOLDER = fileURLToPath(new URL('../../docs/monitoring/', import.meta.url))
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8')
const NAME = /\b(belfry|process|nodejs)_[a-z0-9_]+/g
// Prometheus adds them.
const ADDED_LABELS = ['job', 'instance', 'le']

interface Panel {
  title: string
  targets: { expr: string; legendFormat: string }[]
}

/** Each expression of the rules and of the dashboard. */
function expressions(): string[] {
  const rules = [...read('alerts.yaml').matchAll(/^ +expr: (?:\|\n((?: {10}.*\n)+)|(.*))/gm)]
  const { panels } = JSON.parse(read('dashboard.json')) as { panels: Panel[] }
  return [
    ...rules.map(([, block, line]) => block ?? line ?? ''),
    ...panels.flatMap(({ targets }) => targets.map(({ expr, legendFormat }) => `${expr} ${legendFormat}`)),
  ]
}

describe('the alert rules and the dashboard', () => {
  const known = new Map(
    DECLARED_METRICS.flatMap(({ name, type, labels }) => {
      const names = type === 'histogram' ? ['_bucket', '_sum', '_count'].map((suffix) => name + suffix) : [name]
      return names.map((each) => [each, labels] as const)
    }),
  )

  test('name only metrics and labels that Belfry reports', () => {
    const all = expressions()
    assert.ok(all.length > 40)
    for (const text of all) {
      const names = text.match(NAME) ?? []
      const unknown = names.filter((name) => !known.has(name))
      assert.deepEqual(unknown, [], text)
      if (names.length === 0) continue
      const labels = new Set([...ADDED_LABELS, ...names.flatMap((name) => known.get(name) ?? [])])
      const used = [
        ...[...text.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/, */)),
        ...[...text.matchAll(/([a-z_]+) ?=~?"/g)].map(([, label = '']) => label),
        ...[...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label),
      ]
      assert.deepEqual(
        used.filter((label) => !labels.has(label)),
        [],
        text,
      )
    }
  })

  test('alerts each say what to do, and whether it can wait', () => {
    const alerts = read('alerts.yaml').split('- alert: ').slice(1)
    assert.ok(alerts.length > 10)
    for (const alert of alerts) {
      assert.match(alert, /severity: (page|ticket) /)
      assert.match(alert, /summary: \S/)
      assert.match(alert, /help: \S/)
    }
  })
})

const provided = await providePromtool()
const skip = provided.ok ? false : `promtool is missing: ${provided.install}`

describe('promtool', { skip, timeout: 120_000 }, () => {
  const promtool = (...args: string[]) => promisify(execFile)(findPromtool() ?? '', args, { cwd: FOLDER })

  test('takes the rules, and they wake whom they should', async () => {
    await promtool('check', 'rules', 'alerts.yaml')
    await promtool('test', 'rules', 'alerts.test.yaml')
  })

  test('takes the configuration of the guide, and what /metrics answers', async () => {
    await using site = await temporaryBelfry()
    const folder = mkdtempSync(join(tmpdir(), 'belfry-prometheus-'))
    try {
      const guide = readFileSync(new URL('../../docs/guides/operations.md', import.meta.url), 'utf8')
      const config = /^```yaml\n(rule_files:.*?)^```/ms.exec(guide)?.[1] ?? assert.fail('no configuration')
      writeFileSync(join(folder, 'key'), site.apiKey)
      const text = config
        .replace('/etc/prometheus/belfry-api-key', join(folder, 'key'))
        .replace('/etc/prometheus/', FOLDER)
      writeFileSync(join(folder, 'prometheus.yaml'), text)
      await promtool('check', 'config', join(folder, 'prometheus.yaml'))

      const headers = { authorization: `Bearer ${site.apiKey}` }
      const answer = await site.belfry.fetch(new Request('https://example.com/metrics', { headers }))
      const checking = promtool('check', 'metrics')
      checking.child.stdin?.end(await answer.text())
      await checking
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
