// Two people and one browser, in real browsers with real pushes: notifications belong to the person who turned them on
// (docs/decisions/0025-another-person-starts-at-off.md).

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { createBelfry, type Belfry } from 'belfry'
import { findBrowser } from '../../setup/browsers.ts'
import { openBrowser } from '../support/browsers/open-browser.ts'
import { startNotificationDaemon } from '../support/desktop/notification-daemon.ts'
import { servePages } from '../support/network/serve-pages.ts'

interface State {
  status: string
  code?: string
  reason?: string
}

for (const name of ['firefox', 'chromium'] as const) {
  const skip = findBrowser(name) === undefined && `${name} is not on this machine`

  describe(`another person in the same ${name}`, { skip, timeout: 170_000 }, () => {
    test('starts at off, gets nothing, and then only what they turn on themselves', async () => {
      await using stack = new AsyncDisposableStack()
      const data = await mkdtemp(join(tmpdir(), 'belfry-people-'))
      stack.defer(() => rm(data, { recursive: true, force: true, maxRetries: 5 }))
      const push = stack.use(await startPushService())
      let site: RequestListener = () => undefined
      const { origin } = stack.use(await servePages('localhost', (request, response) => site(request, response)))
      const { allow, ca, resolve } = push
      const belfry = stack.use(
        await createBelfry({
          data,
          url: origin,
          push: { allow, ca, resolve },
          topics: { mail: { name: 'Mail', access: 'granted' } },
          log: 'silent',
        }),
      )
      site = pagesOf(belfry)
      const desktop = stack.use(await startNotificationDaemon())
      const { browser } = stack.use(await openBrowser({ browser: name, service: push, dbus: desktop.address }))
      const page = await browser.newPage()

      /** A page load with this person signed in; nobody, when there is none. */
      const visit = async (who: string, call = 'sync()'): Promise<string> => {
        await page.goto(`${origin}/?who=${who}`)
        await page.waitForFunction('window.client')
        const { status, code, reason } = (await page.evaluate(`client.${call}`)) as State
        return [status, code].filter(Boolean).join(' ') + (status === 'unsynced' ? `: ${reason}` : '')
      }
      /** All that has come, once the last one has. */
      const heard = async (last: string): Promise<string[]> => {
        await desktop.waitFor(({ summary }) => summary === last)
        return desktop.shown.map(({ summary }) => summary).toSorted()
      }

      assert.equal(await visit('ada', 'subscribe()'), 'subscribed')
      await belfry.notify({ to: { subscriber: 'ada' }, title: 'For Ada' })
      assert.deepEqual(await heard('For Ada'), ['For Ada'])

      assert.equal(await visit(''), 'granted-unsubscribed another-person')
      await belfry.notify({ to: { all: true }, title: 'After signing out' })
      await belfry.notify({ to: { subscriber: 'ada' }, title: 'After signing out' })
      assert.equal(await visit('ada'), 'subscribed', 'a person who comes back is not asked')
      assert.equal(await visit(''), 'granted-unsubscribed another-person')

      assert.equal(await visit('grace'), 'granted-unsubscribed another-person')
      await belfry.notify({ to: { subscriber: 'grace' }, title: 'Before Grace was asked' })
      await belfry.notify({ to: { topic: 'mail' }, title: 'Before Grace was asked' })
      await belfry.notify({ to: { all: true }, title: 'Before Grace was asked' })

      assert.equal(await visit('grace', 'subscribe()'), 'subscribed')
      await belfry.notify({ to: { subscriber: 'ada' }, title: 'For Ada, who is not there' })
      await belfry.notify({ to: { topic: 'mail' }, title: 'For Grace' })
      assert.deepEqual(await heard('For Grace'), ['For Ada', 'For Grace'])

      assert.equal(await visit('ada'), 'granted-unsubscribed another-person')
      assert.equal(await visit('ada', 'subscribe()'), 'subscribed')
      await belfry.notify({ to: { subscriber: 'grace' }, title: 'For Grace, who is not there' })
      await belfry.notify({ to: { all: true }, title: 'For Ada again' })
      assert.deepEqual(await heard('For Ada again'), ['For Ada', 'For Ada again', 'For Grace'])
    })
  })
}

function pagesOf(belfry: Belfry): RequestListener {
  const identityOf = (who: string) => (who ? belfry.identify({ subscriber: who, topics: ['mail'] }) : null)
  return (request, response) =>
    belfry.listener(request, response, () => {
      const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
      const identity = JSON.stringify(identityOf(searchParams.get('who') ?? ''))
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>Site</title>
        <script type="module">
          import { createClient } from '/b/default/client.js'
          window.client = createClient({ identity: ${identity}, topics: ['mail'] })
        </script>`)
    })
}
