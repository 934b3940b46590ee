// The small examples and the README's, each run as its reader does: a real browser turns its bell on, the form
// publishes, and the notification arrives.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { after, before, describe, test } from 'node:test'
import { join } from 'node:path'
import { startPushService, type PushService } from '@belfry/push-service'
import type { LaunchedBrowser } from '@belfry/push-service/browser'
import { findBrowser } from '../../setup/browsers.ts'
import { startNotificationDaemon, type NotificationDaemon } from '#test/desktop/notification-daemon'
import { openBrowser } from '#test/browsers/open-browser'
import { ringSite } from '#test/sites/ring-site'
import { startSiteProgram } from '#test/sites/site-program'

const root = join(import.meta.dirname, '..', '..')

for (const browser of ['chromium', 'firefox'] as const) {
  const skip = findBrowser(browser) === undefined && `${browser} is not on this machine`

  describe(`in ${browser}, it rings`, { skip, timeout: 170_000 }, () => {
    let push: PushService
    let desktop: NotificationDaemon
    let launched: LaunchedBrowser
    before(async () => {
      push = await startPushService()
      desktop = await startNotificationDaemon()
      launched = await openBrowser({ browser, service: push, dbus: desktop.address })
    })
    after(async () => {
      await launched?.close()
      await desktop?.[Symbol.asyncDispose]()
      await push?.[Symbol.asyncDispose]()
    })

    for (const name of browser === 'chromium' ? ['node-http', 'express', 'fastify', 'hono'] : ['express']) {
      test(`in examples/${name}`, async ({ signal }) => {
        await using site = await startSiteProgram(join(root, 'examples', name, 'src/main.ts'), { push: push.addresses })
        await ringSite(site, { push, browser: launched.browser, desktop, signal })
      })
    }

    test('in the README', async ({ signal }) => {
      const folder = await mkdtemp(join(tmpdir(), 'belfry-readme-'))
      try {
        const file = join(folder, 'site.mjs')
        const [, code = ''] = /^```ts serve\n(.*?)^```/ms.exec(await readFile(join(root, 'README.md'), 'utf8')) ?? []
        await writeFile(file, code)
        await using site = await startSiteProgram(file, { push: push.addresses, cwd: folder })
        await ringSite(site, { push, browser: launched.browser, desktop, signal })
      } finally {
        await rm(folder, { recursive: true })
      }
    })
  })
}
