// An app that esbuild makes one file of, for ci/pack.ts. With `whole` as its argument Belfry is in that file, and
// reports how to exclude it; with `external` it was excluded, and works.

import assert from 'node:assert/strict'
import { createBelfry } from 'belfry'

const [, , how] = process.argv

async function main() {
  const starting = createBelfry({ data: './bundled-data', url: 'https://example.com', log: 'error' })
  if (how === 'whole') {
    await assert.rejects(starting, { name: 'ConfigError', message: /^bundler: .*--external:belfry/ })
    return
  }
  const belfry = await starting
  for (const file of ['client.js', 'sw.js', 'config']) {
    const answer = await belfry.fetch(new Request(`https://example.com/b/default/${file}`))
    assert.equal(answer.status, 200, file)
  }
  await belfry.close()
}

void main()
