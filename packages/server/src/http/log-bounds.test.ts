import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryBelfry } from '#test/belfry/temporary-belfry'

test('preflights of strangers, from any number of origins, fill no log', async () => {
  await using site = await temporaryBelfry()
  const before = site.logged().split('\n').length
  for (let n = 0; n < 1000; n += 1) {
    const headers = { origin: `https://n${n}.example`, 'access-control-request-method': 'PUT' }
    const { status } = await site.page('OPTIONS', '/b/default/subscription', undefined, headers)
    assert.equal(status, 403)
  }
  const lines = site.logged().split('\n').length - before
  assert.ok(lines <= 110, `${lines} lines for 1,000 preflights`)
})
