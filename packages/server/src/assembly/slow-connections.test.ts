// Many requests that do not end: their sender waits for places, and everybody else is answered.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserSubscription, SITE_URL, temporaryBelfry } from '#test/belfry/temporary-belfry'

const LEAVE = `${SITE_URL}/b/default/subscription`

test('slow bodies of one network leave room for others, and those of many leave it for health checks', async () => {
  await using site = await temporaryBelfry()
  const ends: (() => void)[] = []
  const ask = (request: Request, remoteAddress: string) =>
    site.belfry.fetch(request, { incoming: { socket: { remoteAddress } } })

  /** A request whose body never comes to an end. */
  function slow(address: string): Promise<number> {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.from('{"endpoint":'))
        ends.push(() => controller.error(new Error('the connection is gone')))
      },
    })
    const headers = { origin: SITE_URL, 'content-type': 'application/json' }
    const request = new Request(LEAVE, { method: 'DELETE', headers, body, duplex: 'half' })
    return ask(request, address).then(({ status }) => status)
  }

  const join = async (address: string) => {
    const headers = { origin: SITE_URL, 'content-type': 'application/json' }
    const body = JSON.stringify(browserSubscription())
    return (await ask(new Request(LEAVE, { method: 'PUT', headers, body }), address)).status
  }
  const health = (path: string) => ask(new Request(`${SITE_URL}${path}`), '203.0.113.1').then(({ status }) => status)

  const one = Array.from({ length: 2000 }, (_, n) => slow(`198.51.100.${n % 256}`))
  assert.equal(await join('203.0.113.1'), 201)
  assert.equal(await join('198.51.100.9'), 503)
  const many = Array.from({ length: 2000 }, (_, n) => slow(`10.${n % 256}.0.1`))
  assert.equal(await join('203.0.113.1'), 503)
  assert.equal(await health('/healthz'), 200)
  assert.equal(await health('/readyz'), 200)

  for (const end of ends) end()
  const statuses = new Set([...(await Promise.all(one)), ...(await Promise.all(many))])
  assert.deepEqual(statuses, new Set([503, 408]))
  assert.equal(await join('203.0.113.1'), 201)
  assert.equal(await join('198.51.100.9'), 201)
})
