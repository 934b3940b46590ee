// Belfry mounted in the frameworks as their users do: below a path, behind their body parsers, behind a proxy.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { serve } from '@hono/node-server'
import express from 'express'
import fastify, { type FastifyInstance } from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import type { Belfry, BelfryOptions } from 'belfry'
import { run } from '../../packages/server/src/cli/run.ts'
import { browserSubscription, SITE_URL, temporaryBelfry } from '#test/belfry/temporary-belfry'
import { startNginx, whyNoNginx } from '#test/network/nginx'
import { freePort } from '#test/network/free-port'

type App = RequestListener | FastifyInstance | { fetch: (request: Request, ...rest: never[]) => unknown }

interface Mount {
  name: string
  mount: (belfry: Belfry) => App
  /** Where browsers find Belfry; '' at the root. */
  at?: string
  options?: Partial<BelfryOptions>
}

const express5 = (use: (app: express.Express, belfry: Belfry) => void) => (belfry: Belfry) => {
  const app = express()
  use(app, belfry)
  app.get('/', (_request, response) => void response.send('your site'))
  return app
}
const fastify5 = (use: (app: FastifyInstance, belfry: Belfry) => void) => (belfry: Belfry) => {
  const app = fastify()
  use(app, belfry)
  app.get('/', () => 'your site')
  return app
}
const hono = (use: (app: Hono, belfry: Belfry) => void) => (belfry: Belfry) => {
  const app = new Hono()
  use(app, belfry)
  app.get('/', (c) => c.text('your site'))
  return app
}
const raw = (app: FastifyInstance, belfry: Belfry) =>
  app.all('/b/*', (request, reply) => {
    reply.hijack()
    belfry.listener(request.raw, reply.raw)
  })

const mounts: Mount[] = [
  {
    name: 'node:http',
    mount: (belfry) => (request, response) =>
      request.url?.startsWith('/b/') ? belfry.listener(request, response) : void response.end('your site'),
  },
  { name: 'Express, app.use(listener)', mount: express5((app, belfry) => app.use(belfry.listener)) },
  { name: "Express, app.use('/b', listener)", mount: express5((app, belfry) => app.use('/b', belfry.listener)) },
  {
    name: "Express, app.all('/b/*path', listener)",
    mount: express5((app, { listener }) => app.all('/b/*path', listener)),
  },
  {
    name: "Express, app.use('/app', listener)",
    mount: express5((app, belfry) => app.use('/app', belfry.listener)),
    at: '/app',
  },
  {
    name: "Express, app.use('/app/b', listener) and basePath",
    mount: express5((app, belfry) => app.use('/app/b', belfry.listener)),
    at: '/app',
    options: { basePath: '/app' },
  },
  {
    name: 'Express, a router below a path',
    mount: express5((app, belfry) => app.use('/app', express.Router().use('/b', belfry.listener))),
    at: '/app',
    options: { basePath: '/app/' },
  },
  ...[express.json(), express.raw({ type: '*/*' }), express.text({ type: '*/*' })].map((parser, index) => ({
    name: `Express, after express.${['json', 'raw', 'text'][index]}()`,
    mount: express5((app, belfry) => app.use(parser, belfry.listener)),
  })),
  {
    name: 'Express, after a parser that keeps rawBody',
    mount: express5((app, belfry) => {
      const verify = (request: object, _response: unknown, buffer: Buffer) =>
        void Object.assign(request, { rawBody: buffer })
      app.use(express.json({ verify }), (request, _response, next) => {
        request.body = { changed: 'by a middleware' }
        next()
      })
      app.use(belfry.listener)
    }),
  },
  {
    name: 'Fastify, hijack',
    mount: fastify5((app, belfry) => {
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('*', (_request, _payload, done) => done(null))
      raw(app, belfry)
    }),
  },
  {
    name: 'Fastify, hijack after its own parser',
    mount: fastify5((app, belfry) =>
      app.all('/b/*', (request, reply) => {
        reply.hijack()
        belfry.listener(Object.assign(request.raw, { body: request.body }), reply.raw)
      }),
    ),
  },
  {
    name: 'Fastify, prefix and basePath',
    mount: fastify5((app, belfry) => {
      const scoped = async (scope: FastifyInstance) => {
        scope.removeAllContentTypeParsers()
        scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
        raw(scope, belfry)
      }
      void app.register(scoped, { prefix: '/app' })
    }),
    at: '/app',
    options: { basePath: '/app' },
  },
  { name: 'Hono, app.all', mount: hono((app, belfry) => app.all('/b/*', (c) => belfry.fetch(c.req.raw, c.env))) },
  { name: "Hono, app.mount('/b')", mount: hono((app, belfry) => app.mount('/b', belfry.fetch)) },
  { name: "Hono, app.mount('/app')", mount: hono((app, belfry) => app.mount('/app', belfry.fetch)), at: '/app' },
  {
    name: 'Hono, app.basePath and basePath',
    mount: hono((app, belfry) => app.basePath('/app').all('/b/*', (c) => belfry.fetch(c.req.raw, c.env))),
    at: '/app',
    options: { basePath: '/app' },
  },
  {
    name: 'Koa',
    mount: (belfry) =>
      new Koa()
        .use(async (context, next) => {
          if (!context.path.startsWith('/b/')) return next()
          context.respond = false
          belfry.listener(context.req, context.res)
        })
        .use((context) => void (context.body = 'your site'))
        .callback(),
  },
]

for (const { name, mount, at = '', options } of mounts) {
  test(name, { timeout: 30_000 }, async () => {
    await using site = await temporaryBelfry(options)
    await using server = await start(mount(site.belfry))
    await tryOut(server.url, at)
  })
}

describe('export default belfry', () => {
  test('answers where a runtime takes an object with fetch, calls it unbound and passes its own things', async () => {
    await using site = await temporaryBelfry()
    const { fetch } = site.belfry
    class Server {
      readonly incoming = undefined
      readonly port = 3000
    }
    const answer = await fetch(new Request(`${SITE_URL}/b/default/config`), new Server())
    assert.equal(answer.status, 200)
    await using server = await start(site.belfry)
    await tryOut(server.url, '', 404)
  })
})

describe('the command line', () => {
  const ask = async (server: string, apiKey: string) => {
    let output = ''
    const write = (text: string) => void (output += text)
    const env = { BELFRY_SERVER: server, BELFRY_API_KEY: apiKey }
    const code = await run(['notifications'], { env, out: write, err: write, isTerminal: false })
    return { code, output }
  }

  test('reaches a Belfry below a path, however the path ends', async () => {
    await using site = await temporaryBelfry({ basePath: '/app' })
    await using server = await start(site.belfry.listener)
    for (const path of ['', '/', '/app', '/app/']) {
      const { code, output } = await ask(server.url + path, site.apiKey)
      assert.equal(code, 0, output)
    }
  })

  test('says that /v1 has to be mounted as well', async () => {
    await using site = await temporaryBelfry()
    await using server = await start(mounts[2]?.mount(site.belfry) as App)
    const { code, output } = await ask(server.url, site.apiKey)
    assert.equal(code, 1)
    assert.match(output, /http-404.*mount \/v1 as well as \/b/)
  })
})

describe('behind a proxy', async () => {
  const skip = await whyNoNginx()
  for (const [how, target] of [
    ['that cuts its path off', '/'],
    ['that passes its path on', '/app/'],
  ]) {
    test(how, { skip, timeout: 30_000 }, async () => {
      await using site = await temporaryBelfry({ basePath: '/app' })
      await using server = await start(site.belfry.listener)
      const port = await freePort()
      await using _nginx = await startNginx(`server {
        listen 127.0.0.1:${port};
        location /app/ { proxy_pass ${server.url}${target}; }
        location / { return 200 'your site'; }
      }`)
      await tryOut(`http://127.0.0.1:${port}`, '/app')
    })
  }
})

describe('a wrong mounting is reported', () => {
  test('a body that a parser has swallowed', async () => {
    await using site = await temporaryBelfry()
    await using server = await start(fastify5(raw)(site.belfry))
    const { status, code, detail, help } = await put(`${server.url}/b/default/subscription`)
    assert.deepEqual([status, code], [500, 'body-consumed'])
    assert.match(`${detail} ${help}`, /before.*request\.body/s)
  })

  test('a body that a middleware of Hono has read', async () => {
    await using site = await temporaryBelfry()
    const app = new Hono()
    app.all('/b/*', async (c) => {
      await c.req.text()
      return site.belfry.fetch(c.req.raw, c.env)
    })
    await using server = await start(app)
    assert.equal((await put(`${server.url}/b/default/subscription`)).code, 'body-consumed')
  })

  test('a path that is not known here', async () => {
    await using site = await temporaryBelfry()
    await using server = await start(
      fastify5((app, belfry) =>
        app.all('/app/*', (request, reply) => {
          reply.hijack()
          belfry.listener(request.raw, reply.raw)
        }),
      )(site.belfry),
    )
    const { status, code, detail } = (await (await fetch(`${server.url}/app/b/default/config`)).json()) as Problem
    assert.deepEqual([status, code], [404, 'route-unknown'])
    assert.match(detail, /\/app\/b\/default\/config.*basePath/)
  })
})

test('dot segments do not lead out of the mounted path', async () => {
  await using site = await temporaryBelfry()
  for (const mount of [mounts[0], ...mounts.slice(2, 4)]) {
    await using server = await start(mount?.mount(site.belfry) as App)
    for (const path of ['/b/../healthz', '/b/x/../../healthz', '/b/%2e%2e/healthz', '/b/.%2E/healthz?x']) {
      assert.equal(await statusOf(server.url, path), 404, `${mount?.name}: ${path}`)
    }
  }
})

/** Makes a page's requests, and checks that the app still answers its own. */
async function tryOut(url: string, at: string, rootStatus = 200): Promise<void> {
  const config = await fetch(`${url}${at}/b/default/config`)
  assert.equal(config.status, 200, await config.clone().text())
  const { worker, client } = (await config.json()) as { worker: object; client: { url: string } }
  assert.deepEqual(worker, { url: `${at}/b/default/sw.js`, scope: `${at}/b/default/` })
  const script = await fetch(`${url}${client.url}`)
  assert.match(await script.text(), /subscribe/)
  const { status, ...problem } = await put(`${url}${at}/b/default/subscription`)
  assert.equal(status, 201, JSON.stringify(problem))
  const root = await fetch(url)
  assert.equal(root.status, rootStatus)
  if (rootStatus === 200) assert.equal(await root.text(), 'your site')
}

interface Problem {
  status: number
  code: string
  detail: string
  help: string
}

async function put(url: string): Promise<Problem> {
  const headers = { 'content-type': 'application/json', origin: SITE_URL }
  const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(browserSubscription()) })
  return { ...((await answer.json()) as Problem), status: answer.status }
}

// fetch() would resolve the dots before it sends them.
async function statusOf(url: string, path: string): Promise<number | undefined> {
  const asking = request(url, { path }).end()
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  answer.resume()
  return answer.statusCode
}

async function start(app: App): Promise<{ url: string } & AsyncDisposable> {
  if (typeof app === 'function') {
    const server = createServer(app)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return { url: urlOf(server), [Symbol.asyncDispose]: () => stop(server) }
  }
  if ('listen' in app) {
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    return { url, [Symbol.asyncDispose]: () => app.close() }
  }
  const server = serve({ fetch: app.fetch as Hono['fetch'], hostname: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  return { url: urlOf(server), [Symbol.asyncDispose]: () => stop(server as Server) }
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

function urlOf(server: { address(): AddressInfo | string | null }): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
