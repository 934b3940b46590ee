import { readdir, readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { BelfryStandIn } from '../../packages/browser/testing/belfry-stand-in.ts'
import { publishedFiles } from '../support/browsers/published-files.ts'

/** A site with Belfry's components as published, under a policy that forbids all that they should not need. */
export interface ComponentsSite extends AsyncDisposable {
  belfry: BelfryStandIn
  origin: string
  /** Complaints of the browsers about the content security policy and Trusted Types. */
  violations: string[]
  /** The steps that the page told the server to count. */
  counted: unknown[]
}

// The names of the two policies stand in the guide, docs/guides/components.md.
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; " +
  "style-src 'self'; img-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types belfry lit-html; report-uri /violation"

/** `/bell`, `/inline` and `/prompt` show a state that the test gives; `/real` has the client itself. */
export async function startComponentsSite(): Promise<ComponentsSite> {
  const dist = await publishedFiles()
  const files = new Map<string, string>()
  for (const name of ['client.js', 'components.js', 'funnel.js', 'sw.js'])
    files.set(`/b/default/${name}`, join(dist, name))
  for (const name of await readdir(join(dist, 'words')))
    files.set(`/b/default/words/${name}`, join(dist, 'words', name))

  const violations: string[] = []
  const counted: unknown[] = []
  let preferences = PREFERENCES
  const routes = (request: IncomingMessage, response: ServerResponse): boolean => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site.test')
    const file = files.get(pathname)
    const page = PAGES[pathname]
    const script = SCRIPTS[pathname]
    if (pathname === '/violation' || pathname === '/b/default/funnel') {
      void text(request).then((body) => {
        if (pathname === '/violation') violations.push(body)
        else counted.push(JSON.parse(body))
        response.writeHead(202).end()
      })
    } else if (pathname === '/b/default/preferences') {
      void text(request).then((body) => {
        preferences = changed(preferences, body ? JSON.parse(body) : {})
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(preferences))
      })
    } else if (file !== undefined) {
      const type = file.endsWith('.js') ? 'text/javascript' : 'application/json'
      void readFile(file).then((body) => response.writeHead(200, { 'content-type': type }).end(body))
    } else if (script !== undefined) {
      response
        .writeHead(200, { 'content-type': pathname.endsWith('.css') ? 'text/css' : 'text/javascript' })
        .end(script)
    } else if (page !== undefined) {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }
      response.writeHead(200, headers).end(htmlOf(page, searchParams.get('lang') ?? 'en'))
    } else return false
    return true
  }
  const belfry = await BelfryStandIn.start(routes)
  return {
    belfry,
    origin: belfry.origin,
    violations,
    counted,
    async [Symbol.asyncDispose]() {
      await belfry[Symbol.asyncDispose]()
    },
  }
}

const PREFERENCES = {
  topics: [
    {
      id: 'blog',
      name: 'New posts',
      description: '',
      on: true,
      turnedOff: false,
      fewerUntil: null as string | null,
      mayTurnOn: true,
    },
    {
      id: 'staff',
      name: 'For staff',
      description: '',
      on: false,
      turnedOff: false,
      fewerUntil: null,
      mayTurnOn: false,
    },
    {
      id: 'orders',
      name: 'Your orders',
      description: '',
      on: false,
      turnedOff: false,
      fewerUntil: null,
      mayTurnOn: true,
    },
  ],
  paused: false as unknown,
  quietHours: null as unknown,
  timeZone: null,
  effectiveTimeZone: 'UTC',
  content: 'full',
  digest: null as unknown,
  pace: null as unknown,
  effectiveDigestAt: '18:00',
  next: { code: 'at-once', at: null as string | null, text: 'next: at once' },
}

type Change = Omit<Partial<typeof PREFERENCES>, 'topics'> & { topics?: Record<string, boolean> }

/** As the server's routes do, as short as possible: they have tests of their own. */
function changed(before: typeof PREFERENCES, { topics: wanted = {}, ...change }: Change): typeof PREFERENCES {
  const paused = change.paused ?? before.paused
  return {
    ...before,
    ...change,
    topics: before.topics.map((topic) => ({ ...topic, on: wanted[topic.id] ?? topic.on })),
    next: { ...before.next, code: paused === true ? 'paused-until-resumed' : 'at-once' },
  }
}

function htmlOf({ body, script }: { body: string; script: string }, language: string): string {
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  const head = [
    '<meta charset="utf-8"><title>Components</title>',
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `<link rel="stylesheet" href="/page.css"><script type="module" src="${script}"></script>`,
  ].join('')
  const main = `<main><h1>A page of the site</h1>${body}</main>`
  return `<!doctype html><html lang="${language}" dir="${direction}"><head>${head}</head><body>${main}</body></html>`
}

const PAGES: Record<string, { body: string; script: string }> = {
  '/bell': { body: '<belfry-bell></belfry-bell><p><a href="#else">Something else</a></p>', script: '/given.js' },
  '/inline': { body: '<belfry-bell inline></belfry-bell>', script: '/given.js' },
  '/prompt': {
    body:
      '<button id="order">Order</button><belfry-prompt after-click="#order" topic="orders" name="after-order" ' +
      'reason="We tell you when your order is on its way."></belfry-prompt>',
    script: '/given.js',
  },
  '/landing': {
    body: '<belfry-landing></belfry-landing><p><a href="#else">Something else</a></p>',
    script: '/given.js',
  },
  '/real': {
    body:
      '<belfry-bell></belfry-bell><button id="order">Order</button>' +
      '<belfry-prompt after-click="#order" name="after-order"></belfry-prompt>',
    script: '/real.js',
  },
}

// Plain script and style: the browser loads them as they are.
const SCRIPTS: Record<string, string> = {
  '/page.css':
    'body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #14161b); ' +
    'color: light-dark(#111, #eee) } main { padding: 1rem } h1 { font-size: 1rem } a { color: inherit }',
  '/real.js': `import '/b/default/components.js'`,
  // A client whose state the test has put into sessionStorage, and whose calls end when the test says so.
  '/given.js': `
    import '/b/default/components.js'
    const client = new EventTarget()
    const calls = (globalThis.calls = [])
    let state = JSON.parse(sessionStorage.getItem('state'))
    globalThis.tell = (next) => {
      state = next
      client.dispatchEvent(new CustomEvent('change', { detail: state }))
    }
    const act = (name) => (options) => {
      calls.push([name, options])
      return new Promise((resolve) => (globalThis.answer = (next) => (tell(next), resolve(next))))
    }
    const now = async () => state
    Object.assign(client, {
      state: now, sync: now, subscribe: act('subscribe'), unsubscribe: act('unsubscribe'),
      softDecline: act('softDecline'), asked: (question) => calls.push(['asked', question]),
      landed: new URL(location.href).searchParams.get('landed') ?? undefined,
      irrelevant: (...of) => {
        calls.push(['irrelevant', ...of])
        return new Promise((done) => (globalThis.muted = done))
      },
    })
    globalThis.client = client
    const elements = document.querySelectorAll('belfry-bell, belfry-prompt, belfry-landing')
    for (const element of elements) element.client = client`,
}
