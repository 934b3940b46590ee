import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { visitorAddress } from './visitor-address.ts'

async function addressOf(remoteAddress: string, forwarded?: string): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(visitorAddress(c)))
  const headers = forwarded ? { 'x-forwarded-for': forwarded } : {}
  const response = await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } })
  return response.text()
}

test('a visitor is counted by the address of the connection', async () => {
  assert.equal(await addressOf('203.0.113.9'), '203.0.113.9')
})

test('a forged header of a stranger is ignored', async () => {
  assert.equal(await addressOf('203.0.113.9', '198.51.100.1'), '203.0.113.9')
})

test('behind a proxy on this machine the address appended by the proxy counts, not earlier ones', async () => {
  assert.equal(await addressOf('127.0.0.1', '198.51.100.1, 203.0.113.9'), '203.0.113.9')
  assert.equal(await addressOf('::ffff:127.0.0.1', '203.0.113.9'), '203.0.113.9')
  assert.equal(await addressOf('127.0.0.1'), '127.0.0.1')
})

test('all addresses of one IPv6 network are one visitor', async () => {
  assert.equal(await addressOf('2001:db8::1'), '2001:db8:0:0')
  assert.equal(await addressOf('2001:db8::a:b:c:d'), '2001:db8:0:0')
  assert.equal(await addressOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2')
})
