// What someone writes who installed Belfry from the registry. ci/pack.ts runs it on the packed packages.

import assert from 'node:assert/strict'
import { generateVapidKeys } from '@belfry/web-push'
import { startPushService } from '@belfry/push-service'
import { createBelfry } from 'belfry'

assert.equal(Buffer.from(generateVapidKeys().publicKey, 'base64url').length, 65)

await using pushService = await startPushService({})
await using belfry = await createBelfry({
  data: './data',
  url: 'http://localhost:8080',
  topics: { news: { name: 'News' } },
  push: {
    allow: [...pushService.allow],
    ca: pushService.ca,
    resolve: pushService.resolve,
  },
})

for (const path of ['config', 'client.js', 'sw.js']) {
  const answer = await belfry.fetch(new Request(`http://localhost:8080/b/default/${path}`))
  assert.equal(answer.status, 200, path)
}
const { id } = await belfry.notify({ to: { topic: 'news' }, title: 'Hello', body: '', url: '/' })
assert.notEqual(id, '')
