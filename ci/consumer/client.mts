// The client as somebody else's program uses it: installed by itself, against a server of theirs.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBelfryClient } from '@belfry/client'
import { createBelfry } from 'belfry'

await using belfry = await createBelfry({ data: './client-data', url: 'https://example.com', work: false, log: 'warn' })
const server = createServer(belfry.listener).listen(0, '127.0.0.1')
await once(server, 'listening')
const { apiKey } = JSON.parse(readFileSync('client-data/secrets.json', 'utf8')) as { apiKey: string }
const { port } = server.address() as AddressInfo
const client = createBelfryClient({ server: `http://127.0.0.1:${port}`, apiKey })

const { data, error } = await client.POST('/v1/notifications', { body: { to: { all: true }, title: 'Hello' } })
assert.equal(error, undefined)
assert.equal(data?.title, 'Hello')
const refused = await client.GET('/v1/notifications/{id}', { params: { path: { id: 'nothing' } } })
assert.equal(refused.error?.code, 'notification-unknown')
server.closeAllConnections()
server.close()
