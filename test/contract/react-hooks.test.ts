// useBelfry and useInbox in a real page of React, as an app bundles them, on a real Belfry with real pushes.

import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { before, describe, test } from 'node:test'
import { build } from 'esbuild'
import { findBrowser } from '../../setup/browsers.ts'
import { until } from '../support/time/until.ts'
import { openPlace } from './browser-place.ts'

// Strict, so that each effect runs, ends and runs again.
const APP = `
  import { StrictMode, useState } from 'react'
  import { createRoot } from 'react-dom/client'
  import { useBelfry, useInbox } from '@belfry/browser/react'

  const seen = (window.seen = [])

  function Bell({ identity }) {
    const { state, progress, subscribe, unsubscribe } = useBelfry({ base: '/b/default', topics: ['news'], identity })
    if (progress) seen.push(progress)
    const press = () => (state.status === 'subscribed' ? unsubscribe() : subscribe())
    return <button id="bell" onClick={press}>{state?.status ?? 'looking'}</button>
  }

  function Inbox({ identity }) {
    const { state, mark, readAll } = useInbox({ base: '/b/default', identity })
    return <section>
      <p id="inbox">{state.status} {state.unread}</p>
      {state.items.map((item) => <button key={item.id} className="item" onClick={() => mark({ read: [item.id] })}>{item.title}</button>)}
      <button id="all" onClick={() => readAll()}>All</button>
    </section>
  }

  function App() {
    const [who, setWho] = useState('ada')
    const [isThere, setThere] = useState(true)
    return <StrictMode>
      <button id="other" onClick={() => setWho('ben')}>Ben</button>
      <button id="away" onClick={() => setThere(false)}>Away</button>
      {isThere && <Bell identity={window.people.ada} />}
      {isThere && <Inbox identity={window.people[who]} />}
    </StrictMode>
  }

  createRoot(document.body).render(<App />)
`

let script = ''
before(async () => {
  const { outputFiles } = await build({
    stdin: { contents: APP, resolveDir: `${import.meta.dirname}/../../packages/browser`, loader: 'jsx' },
    jsx: 'automatic',
    bundle: true,
    format: 'esm',
    write: false,
    define: { 'process.env.NODE_ENV': '"development"' },
  })
  script = outputFiles[0]?.text ?? ''
})

for (const name of ['firefox', 'chromium'] as const) {
  const skip = findBrowser(name) === undefined && `${name} is not on this machine`

  describe(`the hooks of React in ${name}`, { skip, timeout: 120_000 }, () => {
    test('render what changes, act in the turn of a click, and end with their component', async (t) => {
      await using place = await openPlace({
        first(request, response, belfry) {
          if (request.url === '/app') {
            const people = Object.fromEntries(['ada', 'ben'].map((who) => [who, belfry.identify({ subscriber: who })]))
            send(response, 'text/html', pageOf(JSON.stringify(people)))
          } else if (request.url === '/app.js') send(response, 'text/javascript', script)
          else return false
          return true
        },
      })
      const { browser } = await place.open(name)
      const page = await browser.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(String(error)))
      page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())))
      const shows = (selector: string, text: string) =>
        page.waitForFunction(
          `document.querySelector(${JSON.stringify(selector)})?.textContent === ${JSON.stringify(text)}`,
        )

      await page.goto(`${place.origin}/app`)
      await shows('#bell', 'granted-unsubscribed')
      await page.click('#bell')
      await shows('#bell', 'subscribed')
      assert.ok(((await page.evaluate('seen')) as string[]).includes('connecting'))

      await shows('#inbox', 'ready 0')
      await place.belfry.notify({ to: { subscriber: 'ada' }, title: 'For Ada' })
      await place.desktop.waitFor(({ summary }) => summary === 'For Ada')
      await shows('#inbox', 'ready 1')
      await page.click('.item')
      await shows('#inbox', 'ready 0')
      await place.belfry.notify({ to: { subscriber: 'ada' }, title: 'Again for Ada' })
      await shows('#inbox', 'ready 1')
      await page.click('#all')
      await shows('#inbox', 'ready 0')
      const unread = async () => (await place.api('GET', '/v1/subscribers/ada/inbox')).unread as number
      await until(async () => (await unread()) === 0, t.signal)

      await page.click('#other')
      await page.waitForFunction(`!document.querySelector('.item')`)
      await page.click('#bell')
      await shows('#bell', 'granted-unsubscribed')
      await page.click('#away')
      await page.waitForFunction(`!document.querySelector('#bell')`)
      assert.deepEqual(faults, [])
    })
  })
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body)
}

function pageOf(people: string): string {
  return `<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,">
    <script>window.people = ${people}</script><body><script type="module" src="/app.js"></script></body></html>`
}
