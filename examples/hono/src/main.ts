import { readFile } from 'node:fs/promises'
import { serve } from '@hono/node-server'
import { createBelfry } from 'belfry'
import { Hono } from 'hono'

const port = Number(process.env['PORT'] ?? 3000)
const belfry = await createBelfry({
  data: './data',
  url: `http://localhost:${port}`,
  contact: process.env['CONTACT'],
  topics: { blog: { name: 'New posts' } },
})
const page = await readFile(new URL('./page.html', import.meta.url), 'utf8')

const app = new Hono()
app.on('ALL', ['/b/*', '/v1/*'], (c) => belfry.fetch(c.req.raw, c.env))
app.get('/', (c) => c.html(page))
app.post('/posts', async (c) => {
  await belfry.notify({ to: { topic: 'blog' }, title: 'A new post', body: 'On Hono.', url: '/' })
  return c.redirect('/', 303)
})

serve({ fetch: app.fetch, port }, () => console.log(`http://localhost:${port}`))
process.once('SIGTERM', () => void belfry.close().then(() => process.exit()))
