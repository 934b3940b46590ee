import { readFile } from 'node:fs/promises'
import { createBelfry } from 'belfry'
import fastify from 'fastify'

const port = Number(process.env['PORT'] ?? 3000)
const belfry = await createBelfry({
  data: './data',
  url: `http://localhost:${port}`,
  contact: process.env['CONTACT'],
  topics: { blog: { name: 'New posts' } },
})

const app = fastify()
app.addContentTypeParser('application/x-www-form-urlencoded', (_request, _payload, done) => done(null))
await app.register(async (scope) => {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null)) // Belfry reads bodies itself.
  for (const path of ['/b/*', '/v1/*']) {
    scope.all(path, (request, reply) => {
      reply.hijack()
      belfry.listener(request.raw, reply.raw)
    })
  }
})

const page = await readFile(new URL('./page.html', import.meta.url))
app.get('/', (_request, reply) => reply.type('text/html').send(page))
app.post('/posts', async (_request, reply) => {
  await belfry.notify({ to: { topic: 'blog' }, title: 'A new post', body: 'On Fastify.', url: '/' })
  return reply.redirect('/', 303)
})

await app.listen({ port })
console.log(`http://localhost:${port}`)
process.once('SIGTERM', () => void belfry.close().then(() => process.exit()))
