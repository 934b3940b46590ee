// The page of a preferences link in a frame, in real browsers: pages of the site's origins may put it there, others not.

import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { describe, test } from 'node:test'
import { browserSubscription, temporaryBelfry } from '#test/belfry/temporary-belfry'
import puppeteer, { type Frame, type Page } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { begunProfile } from '../support/browsers/open-browser.ts'
import { servePages } from '../support/network/serve-pages.ts'

const BROWSERS = { chromium: 'chrome', firefox: 'firefox' } as const

for (const name of ['chromium', 'firefox'] as const) {
  const executablePath = findBrowser(name)
  const skip = executablePath === undefined && `${name} is not on this machine`

  describe(`a preferences link in a frame, in ${name}`, { skip, timeout: 120_000 }, () => {
    test('is shown and saved there by the site and its other origins, and refused to a stranger', async () => {
      await using stack = new AsyncDisposableStack()
      let link = ''
      const embed: RequestListener = (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        response.end(`<!doctype html><title>Account</title><iframe src="${link}" title="Preferences"></iframe>`)
      }
      let site = embed
      const home = stack.use(await servePages('localhost', (request, response) => site(request, response)))
      const other = stack.use(await servePages('127.0.0.1', embed))
      const stranger = stack.use(await servePages('127.0.0.1', embed))
      const belfry = stack.use(
        await temporaryBelfry({
          url: home.origin,
          origins: [home.origin, other.origin],
          work: false,
          topics: { blog: { name: 'Blog' }, offers: { name: 'Offers' } },
        }),
      )
      site = (request, response) => belfry.belfry.listener(request, response, () => embed(request, response))
      const identity = belfry.belfry.identify({ subscriber: 'ada' })
      const body = { ...browserSubscription(), identity, topics: ['blog'] }
      await belfry.page('PUT', '/b/default/subscription', body, { origin: home.origin })
      link = (await belfry.belfry.preferencesLink({ subscriber: 'ada' })).url
      const isOn = async (id: string): Promise<boolean> => {
        const { topics } = (await belfry.api('GET', '/v1/subscribers/ada/preferences')).body
        return (topics as { id: string; on: boolean }[]).some((topic) => topic.id === id && topic.on)
      }

      const args = name === 'chromium' ? ['--no-sandbox'] : []
      const browser = await puppeteer.launch({
        browser: BROWSERS[name],
        executablePath: executablePath ?? '',
        args,
        ...(name === 'firefox' && { userDataDir: stack.use(await begunProfile()).folder }),
      })
      stack.defer(() => browser.close())
      const page = await browser.newPage()

      for (const [{ origin }, topic] of [
        [home, 'offers'],
        [other, 'blog'],
      ] as const) {
        const before = await isOn(topic)
        await page.goto(`${origin}/account`)
        const frame = await frameIn(page)
        await (await frame.waitForSelector(`input[name=topic][value=${topic}]`))?.click()
        await Promise.all([frame.waitForNavigation(), frame.click('[type=submit], form button')])
        await frame.waitForSelector('[role=status]')
        assert.equal(await isOn(topic), !before, origin)
      }

      await page.goto(`${stranger.origin}/account`)
      const refused = await frameIn(page)
      // The browser's own error page, which Firefox does not let anybody look into.
      const form = await refused.$('form').catch(() => null)
      assert.equal(form, null)
    })
  })
}

async function frameIn(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('iframe')
  const frame = await element?.contentFrame()
  assert.ok(frame)
  return frame
}
