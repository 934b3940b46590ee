import { createBelfry } from 'belfry'
import express from 'express'

const port = Number(process.env['PORT'] ?? 3000)
const belfry = await createBelfry({
  data: './data',
  url: `http://localhost:${port}`,
  contact: process.env['CONTACT'],
  topics: { blog: { name: 'New posts' } },
})

const app = express()
app.use(['/b', '/v1'], belfry.listener) // before the body parsers
app.use(express.urlencoded())
app.get('/', (_request, response) => response.sendFile('page.html', { root: import.meta.dirname }))
app.post('/posts', async (_request, response) => {
  await belfry.notify({ to: { topic: 'blog' }, title: 'A new post', body: 'On Express.', url: '/' })
  response.redirect(303, '/')
})

app.listen(port, () => console.log(`http://localhost:${port}`))
process.once('SIGTERM', () => void belfry.close().then(() => process.exit()))
