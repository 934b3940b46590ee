import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { z } from 'zod'
import type { DashboardFile, DashboardFiles } from '../dashboard-files.ts'
import { endpoint } from '../endpoint.ts'
import type { HttpEnv } from '../environment.ts'
import { problemAnswer } from '../problem-answer.ts'
import { routeFile, type RouteFile } from '../route-file.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'
const SECURE = { 'cross-origin-opener-policy': 'same-origin', 'referrer-policy': 'no-referrer' }

/** GET /dashboard and below: the app's files, and its one page for every other address (it routes by itself). */
export function dashboardRoutes(files: DashboardFiles): RouteFile {
  return routeFile(
    { name: 'Dashboard', description: 'The web app for operators.' },
    {
      '/dashboard': {
        GET: endpoint(redirect, async ({ context, prefix }) => context.redirect(`${prefix}/dashboard/`, 308)),
      },
      '/dashboard/': { GET: endpoint(page, ({ context }) => sendPage(context, files)) },
      '/dashboard/:path{.+}': {
        GET: endpoint(file, async ({ context, params }) => {
          if (/^api(\/|$)/.test(params.path)) return problemAnswer('route-unknown')
          const found = params.path === 'index.html' ? undefined : await files(params.path)
          if (found !== undefined) return sendFile(context, found, params.path)
          // A script of an earlier build must fail as a script, and not be a page.
          if (params.path.startsWith('assets/')) return problemAnswer('route-unknown')
          return sendPage(context, files)
        }),
      },
    },
  )
}

async function sendPage(c: Context<HttpEnv>, files: DashboardFiles): Promise<Response> {
  const found = await files('index.html')
  if (found === undefined) return notBuilt(c)
  const nonce = randomBytes(16).toString('base64url')
  const base = `<base href="${escape(c.get('prefix'))}/dashboard/" />`
  const html = new TextDecoder()
    .decode(found.body)
    .replace('<base href="/dashboard/" />', () => base)
    .replaceAll('__BELFRY_NONCE__', nonce)
  return c.html(html, 200, { ...SECURE, 'content-security-policy': policyOf(nonce), 'cache-control': 'no-store' })
}

// Mantine writes styles into the page: each has the nonce of this answer. Icons of notifications come from anywhere.
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: https:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function sendFile(c: Context<HttpEnv>, { body, zipped, type, etag }: DashboardFile, path: string): Response {
  const headers: Record<string, string> = {
    ...SECURE,
    'content-type': type,
    'cache-control': path.startsWith('assets/') ? FOR_EVER : 'no-cache',
    etag,
    vary: 'Accept-Encoding',
  }
  if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304, headers)
  if (zipped === undefined || !/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(body, 200, headers)
  return c.body(zipped, 200, { ...headers, 'content-encoding': 'gzip' })
}

function notBuilt(c: Context<HttpEnv>): Response | Promise<Response> {
  const policy = {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  }
  return c.html(
    '<!doctype html><html lang="en"><title>Belfry</title><h1>The dashboard is not built</h1>' +
      '<p>Run <code>npm run build</code> in the repository, or install the published package, and load this page ' +
      'again.</p></html>\n',
    503,
    { ...SECURE, ...policy },
  )
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

const HTML = 'text/html'
const notThere = { description: 'It is not built.', type: HTML }

const redirect = {
  id: 'openDashboard',
  summary: 'The dashboard',
  answers: { 308: { description: 'At /dashboard/.', headers: { location: 'There.' } } },
} as const

const page = {
  id: 'readDashboard',
  summary: 'The page of the dashboard',
  answers: { 200: { description: 'The page.', type: HTML }, 503: notThere },
} as const

const file = {
  id: 'readDashboardFile',
  summary: 'A file of the dashboard; its page for all other addresses below',
  params: z.object({ path: z.string() }),
  answers: {
    200: {
      description: 'The file.',
      type: [
        HTML,
        'text/javascript',
        'text/css',
        'application/json',
        'image/svg+xml',
        'image/png',
        'image/webp',
        'font/woff2',
      ],
    },
    304: { description: 'The file that If-None-Match names is the newest.' },
    503: notThere,
  },
} as const
