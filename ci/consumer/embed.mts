// The program of a user who installed Belfry from the registry. ci/pack.ts runs it on the packed packages: a subscriber
// comes, a notification goes out, and arrives.

import assert from 'node:assert/strict'
import { startPushService } from '@belfry/push-service'
import { createBelfry } from 'belfry'

const site = 'https://example.com'
await using pushService = await startPushService({})
await using belfry = await createBelfry({
  data: './data',
  url: site,
  contact: process.env['BELFRY_CONTACT'], // Set or not: it has to compile under exactOptionalPropertyTypes.
  topics: { news: { name: 'News' } },
  log: 'warn',
  push: { allow: [...pushService.allow], ca: pushService.ca, resolve: { ...pushService.resolve } },
})

for (const file of ['client.js', 'sw.js']) {
  const answer = await belfry.fetch(new Request(`${site}/b/default/${file}`))
  assert.equal(answer.status, 200, file)
}

const config = await belfry.fetch(new Request(`${site}/b/default/config`))
const { vapidKey } = (await config.json()) as { vapidKey: { publicKey: string } }
const { id, endpoint, keys } = await pushService.subscribe({
  applicationServerKey: vapidKey.publicKey,
})
const registered = await belfry.fetch(
  new Request(`${site}/b/default/subscription`, {
    method: 'PUT',
    headers: { origin: site, 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, keys, topics: ['news'] }),
  }),
)
assert.equal(registered.status, 201, await registered.text())

const { mark } = pushService.events
await belfry.notify({ to: { topic: 'news' }, title: 'Hello', body: 'It rings.', url: '/news' })
await pushService.events.next('delivered', { after: mark })
const [message] = pushService.messages(id)
const payload = JSON.parse(message?.text ?? '') as { notification: { title: string } }
assert.equal(payload.notification.title, 'Hello')
