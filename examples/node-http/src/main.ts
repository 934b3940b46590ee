import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createBelfry } from 'belfry'

const port = Number(process.env['PORT'] ?? 3000)
const belfry = await createBelfry({
  data: './data',
  url: `http://localhost:${port}`,
  contact: process.env['CONTACT'],
  topics: { blog: { name: 'New posts' } },
})
const page = await readFile(new URL('./page.html', import.meta.url))

const server = createServer((request, response) => {
  belfry.listener(request, response, () => void answer(request, response))
})
server.listen(port, () => console.log(`http://localhost:${port}`))
process.once('SIGTERM', () => void belfry.close().then(() => process.exit()))

async function answer({ method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
  if (method === 'POST' && url === '/posts') {
    await belfry.notify({ to: { topic: 'blog' }, title: 'A new post', body: 'On node:http.', url: '/' })
    response.writeHead(303, { location: '/' }).end()
  } else {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  }
}
