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
app.use(['/b', '/v1'], belfry.listener)
// Built by Vite. The worker is looked at anew each time; what has a hash in its name never changes.
app.use('/assets', express.static(`${import.meta.dirname}/../dist/assets`, { immutable: true, maxAge: '1y' }))
app.use(express.static(`${import.meta.dirname}/../dist`))
app.post('/posts', async (_request, response) => {
  await belfry.notify({
    to: { topic: 'blog' },
    title: 'A new post',
    body: 'By vite-plugin-pwa’s own worker.',
    url: '/',
  })
  response.redirect(303, '/')
})

app.listen(port, () => console.log(`http://localhost:${port}`))
process.once('SIGTERM', () => void belfry.close().then(() => process.exit()))
