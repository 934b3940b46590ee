import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { oneAddress } from './one-address.ts'

async function visit(address: string): Promise<string | null> {
  const app = new Hono().use(oneAddress(new URL('http://localhost:3000'))).get('*', (c) => c.text('here'))
  const response = await app.request(address, { headers: { 'sec-fetch-mode': 'navigate' } })
  return response.headers.get('location')
}

test('another name of this machine leads to the site, with path and query', async () => {
  assert.equal(await visit('http://127.0.0.1:3000/admin?next=%2Fx'), 'http://localhost:3000/admin?next=%2Fx')
  assert.equal(await visit('http://localhost:3000/'), null)
})

test('no path leads anywhere else', async () => {
  for (const path of [
    '//evil.example/x',
    '///evil.example',
    '/\\evil.example',
    '//user@evil.example:80/',
    '/.//evil.example',
  ]) {
    const location = await visit(`http://127.0.0.1:3000${path}`)
    assert.equal(new URL(location ?? '', 'http://localhost:3000').host, 'localhost:3000', path)
  }
})
