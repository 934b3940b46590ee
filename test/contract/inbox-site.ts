import { readdir, readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { publishedFiles } from '#test/browsers/published-files'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'

/** A site with `<belfry-inbox>` on a Belfry of its own, under a policy that forbids all that it should not need. */
export interface InboxSite extends AsyncDisposable {
  site: TemporaryBelfry
  origin: string
  /** The page of one person; without one, of somebody who has not signed in. */
  pageOf(person: string | undefined, language?: string): string
  /** Complaints of the browsers about the content security policy and Trusted Types. */
  violations: string[]
}

const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types belfry lit-html; report-uri /violation"

export async function startInboxSite(): Promise<InboxSite> {
  const dist = await publishedFiles()
  const files = new Map<string, string>()
  for (const name of ['client.js', 'components.js', 'funnel.js', 'inbox.js', 'sw.js'])
    files.set(`/b/default/${name}`, join(dist, name))
  for (const name of await readdir(join(dist, 'words')))
    files.set(`/b/default/words/${name}`, join(dist, 'words', name))

  const violations: string[] = []
  let site: TemporaryBelfry | undefined
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site.test')
    const file = files.get(pathname)
    if (pathname === '/violation') {
      violations.push(await text(request))
      response.writeHead(204).end()
    } else if (file !== undefined) {
      const type = file.endsWith('.js') ? 'text/javascript' : 'application/json'
      response.writeHead(200, { 'content-type': type }).end(await readFile(file))
    } else if (pathname === '/page.css') {
      response.writeHead(200, { 'content-type': 'text/css' }).end(STYLE)
    } else if (pathname === '/page.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end("import '/b/default/components.js'")
    } else if (pathname.startsWith('/b/')) {
      site?.belfry.listener(request, response)
    } else {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }
      const person = searchParams.get('person')
      const identity = person === null ? '' : (site?.belfry.identify({ subscriber: person }) ?? '')
      response.writeHead(200, headers).end(htmlOf(identity, searchParams.get('lang') ?? 'en'))
    }
  }
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  site = await temporaryBelfry({ url: origin, work: false, topics: { news: { name: 'News', default: true } } })
  return {
    site,
    origin,
    violations,
    pageOf(person, language = 'en') {
      return `${origin}/page?lang=${language}${person === undefined ? '' : `&person=${encodeURIComponent(person)}`}`
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await site[Symbol.asyncDispose]()
    },
  }
}

function htmlOf(identity: string, language: string): string {
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  const attribute = identity === '' ? '' : ` identity="${identity}"`
  return `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><title>Inbox</title>
    <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
    <link rel="stylesheet" href="/page.css"><script type="module" src="/page.js"></script></head>
    <body><main><h1>A page of the site</h1><belfry-inbox${attribute}></belfry-inbox></main></body></html>`
}

const STYLE =
  'body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #14161b); ' +
  'color: light-dark(#111, #eee) } main { padding: 1rem; max-width: 40rem } h1 { font-size: 1rem }'
