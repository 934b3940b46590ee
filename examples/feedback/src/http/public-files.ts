import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'
import { en } from '../languages/en.ts'
import type { SiteEnv } from '../site.ts'

const root = fileURLToPath(new URL('../../public', import.meta.url))

/** Styles, scripts and icons from the folder public/, and the web manifest. */
export function publicFiles(): Hono<SiteEnv> {
  const files = new Hono<SiteEnv>()
  files.get('/manifest.webmanifest', askAgain, (c) =>
    c.body(JSON.stringify(manifest), 200, { 'content-type': 'application/manifest+json' }),
  )
  files.get('/:file{[a-z0-9-]+\\.(?:css|js|svg|png)}', askAgain, etag(), serveStatic({ root }))
  return files
}

// A browser may keep them, but asks each time; then a new version is seen at the next page.
const askAgain: MiddlewareHandler = async (c, next) => {
  await next()
  c.header('cache-control', 'no-cache')
}

// iPhones and iPads allow notifications only to a site that is on the home screen and whose manifest
// says it opens on its own (display).
const manifest = {
  id: '/admin',
  name: en.site,
  short_name: en.site,
  start_url: '/admin/feedback',
  scope: '/',
  display: 'standalone',
  background_color: '#f6f3ec',
  theme_color: '#f6f3ec',
  icons: [
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
}
