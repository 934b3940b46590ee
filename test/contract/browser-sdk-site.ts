import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'esbuild'
import { BelfryStandIn } from '../../packages/browser/testing/belfry-stand-in.ts'
import { publishedFiles } from '../support/browsers/published-files.ts'

const root = join(import.meta.dirname, '..', '..')

/** The worker's report after each push: how the handler ended, and the notifications then on the screen. */
export interface PushReport {
  /** Calls of waitUntil() before the handler returned. */
  waits: number
  /** Calls of showNotification(), with the browser's result. */
  shows: { title: string; options: Record<string, unknown> }[]
  screen: { title: string; body: string; tag: string }[]
  failure: string | null
}

/**
 * A site that uses @belfry/browser in the three ways there are, each on a page of its own, under a
 * content security policy that forbids everything they should not need.
 */
export interface SdkSite extends AsyncDisposable {
  belfry: BelfryStandIn
  origin: string
  /** Complaints of the browsers about the content security policy. */
  violations: string[]
  /** The next report of a worker, one that comes after this call. */
  nextReport(): Promise<PushReport>
}

/** Bundles the files as published as an app would, and serves pages with them. */
export async function startSdkSite(): Promise<SdkSite> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-sdk-'))
  const dist = await publishedFiles()
  const [client, worker] = await Promise.all(['client.js', 'sw.js'].map((name) => readFile(join(dist, name), 'utf8')))
  const bundles = await bundle(folder, dist)
  const hash = createHash('sha256')
    .update(client ?? '')
    .digest('hex')
    .slice(0, 8)
  const map = JSON.stringify({ imports: { '@belfry/browser': `/assets/client-${hash}.js` } })
  const mapHash = createHash('sha256').update(map).digest('base64')
  const use = (from: string, options = '{}'): string =>
    `import { createClient } from '${from}'\nwindow.client = createClient(${options})\n`
  const scripts: Record<string, string> = {
    '/b/default/client.js': client ?? '',
    '/b/default/sw.js': `${REPORTER}\n${worker}`,
    [`/assets/client-${hash}.js`]: client ?? '',
    '/module.js': use('/b/default/client.js'),
    '/mapped.js': use('@belfry/browser'),
    '/bundled.js': bundles.page,
    '/classic.js': use(
      '/b/default/client.js',
      `{ registration: () =>
        navigator.serviceWorker.register('/classic-sw.js').then(() => navigator.serviceWorker.ready) }`,
    ),
    '/classic-sw.js': `self.belfry = { base: '/b/default', fallback: { title: 'Glocke' } }
      importScripts('/b/default/sw.js')`,
    '/bundled-sw.js': `${REPORTER}\n${bundles.worker}`,
  }
  const policy =
    `default-src 'none'; script-src 'self' 'sha256-${mapHash}'; connect-src 'self'; worker-src ` +
    "'self'; img-src 'self'; report-uri /violation"
  const violations: string[] = []
  const reports = new EventEmitter()

  const routes = (request: IncomingMessage, response: ServerResponse): boolean => {
    const path = (request.url ?? '/').replace(/\?.*/, '')
    const script = scripts[path]
    if (path === '/report' || path === '/violation') {
      void text(request).then((body) => {
        response.end()
        if (path === '/report') reports.emit('report', JSON.parse(body))
        else violations.push(body)
      })
    } else if (script !== undefined) {
      response.writeHead(200, {
        'content-type': 'text/javascript',
        'cache-control': 'no-cache',
        // A worker has its own policy, that of its script.
        'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'",
      })
      response.end(script)
    } else if (/^\/(module|mapped|bundled|classic|other)?$/.test(path)) {
      const name = path === '/' || path === '/other' ? '/module' : path
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
      })
      const mapped = name === '/mapped' ? `<script type="importmap">${map}</script>` : ''
      const script = `<script type="module" src="${name}.js"></script>`
      response.end(`<!doctype html><title>${path}</title>${mapped}${script}`)
    } else return false
    return true
  }
  const belfry = await BelfryStandIn.start(routes)

  return {
    belfry,
    origin: belfry.origin,
    violations,
    nextReport: () =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no report from the worker in 15 s')), 15_000)
        reports.once('report', (report: PushReport) => {
          clearTimeout(timer)
          resolve(report)
        })
      }),
    async [Symbol.asyncDispose]() {
      await belfry[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function bundle(folder: string, dist: string): Promise<{ page: string; worker: string }> {
  // As installed: node_modules/@belfry/browser with its package.json and dist.
  const installed = join(folder, 'node_modules/@belfry/browser')
  await mkdir(installed, { recursive: true })
  const manifest = await readFile(join(root, 'packages/browser/package.json'), 'utf8')
  await writeFile(join(installed, 'package.json'), manifest.replaceAll('./dist/', `./`))
  for (const name of ['client.js', 'guest-worker.js', 'sw.js']) {
    await writeFile(join(installed, name), await readFile(join(dist, name)))
  }
  const register = "navigator.serviceWorker.register('/bundled-sw.js').then(() => navigator.serviceWorker.ready)"
  const sources = {
    page:
      `import { createClient } from '@belfry/browser'\nwindow.client = createClient({ base: '/b/default', ` +
      `registration: () => ${register} })`,
    worker: `import { attach } from '@belfry/browser/sw'\nattach(self, { base: '/b/default' })`,
  }
  const bundled = async (contents: string): Promise<string> => {
    const stdin = { contents, resolveDir: folder }
    const result = await build({ stdin, bundle: true, format: 'iife', write: false })
    return result.outputFiles[0]?.text ?? ''
  }
  return { page: await bundled(sources.page), worker: await bundled(sources.worker) }
}

// Runs before Belfry's script in the same worker and reports the result of a push to the site. Plain script: the
// browser loads it as it is.
const REPORTER = `
self.addEventListener('push', (event) => {
  const shows = []
  const show = ServiceWorkerRegistration.prototype.showNotification
  registration.showNotification = (title, options) => {
    shows.push({ title, options })
    return show.call(registration, title, options)
  }
  const waitUntil = event.waitUntil.bind(event)
  let waits = 0
  const report = async (failure) => {
    const screen = (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))
    await fetch('/report', { method: 'POST', body: JSON.stringify({ waits, shows, screen, failure }) })
  }
  // The browser's own throws when it is first called after the listeners have returned.
  event.waitUntil = (promise) => {
    waitUntil(promise)
    waits += 1
    waitUntil(promise.then(() => report(null), (error) => report(String(error))))
  }
  setTimeout(() => waits === 0 && report('waitUntil() was not called'))
});`
