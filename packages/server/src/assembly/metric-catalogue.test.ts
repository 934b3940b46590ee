import assert from 'node:assert/strict'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { DECLARED_METRICS } from './metric-catalogue.ts'

const SOURCES = new URL('../', import.meta.url)
const PAGE = new URL('../../../../docs/reference/metrics.md', import.meta.url)
const known = new Set(DECLARED_METRICS.map(({ name }) => name))

test('each metric that a room declares is in the catalogue', () => {
  for (const file of globSync('**/*.ts', { cwd: SOURCES.pathname })) {
    if (file.endsWith('.test.ts')) continue
    const text = readFileSync(new URL(file, SOURCES), 'utf8')
    const declared = text.matchAll(/\b(?:counter|gauge|histogram)\(\s*'(\w+)'/g)
    for (const [, name = ''] of declared) assert.ok(known.has(name), `${file}: ${name}`)
  }
})

test('a metric has one name, and help that says more than the name', () => {
  assert.equal(known.size, DECLARED_METRICS.length)
  const helps = new Set(DECLARED_METRICS.map(({ help }) => help))
  assert.equal(helps.size, DECLARED_METRICS.length)
  for (const { name, type, help } of DECLARED_METRICS) {
    assert.match(help, /^[A-Z].{10,}\.$/, name)
    assert.equal(name.endsWith('_total'), type === 'counter', name)
    // A counter x_total and a gauge x are one metric to OpenMetrics.
    assert.ok(!known.has(`${name}_total`), name)
  }
})

test('docs/reference/metrics.md is made from the catalogue (BELFRY_UPDATE_DOCS=1 writes it)', () => {
  const rows = DECLARED_METRICS.map(({ name, type, labels, help }) => {
    const labelled = labels.length === 0 ? '' : labels.map((label) => `\`${label}\``).join(', ')
    return `| \`${name}\` | ${type} | ${labelled} | ${help} |\n`
  })
  const page = `<!-- Made from what each room declares; packages/server/src/assembly/metric-catalogue.test.ts says how. -->
<!-- prettier-ignore-start -->

# Metrics

What \`GET /metrics\` shows, in the text format of Prometheus; [the guide](../guides/operations.md#metrics) says how to scrape it and
what to be woken for. Each process tells of itself. What is read from the database is the same in all that share it:
\`belfry_queue_…\` and \`belfry_subscriptions\`.

\`service\` is one of \`fcm\`, \`mozilla\`, \`apple\`, \`wns\` and \`other\`; \`lane\` is \`transactional\` or \`bulk\`; \`site\` is the site's
id. No label holds an endpoint, a path, or anything else that visitors can make up.

| metric | type | labels | what it says |
| --- | --- | --- | --- |
${rows.join('')}
<!-- prettier-ignore-end -->
`
  if (process.env['BELFRY_UPDATE_DOCS']) writeFileSync(PAGE, page)
  assert.equal(readFileSync(PAGE, 'utf8'), page)
})
