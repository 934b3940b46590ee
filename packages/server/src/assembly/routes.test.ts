import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'

interface Described {
  openapi: string
  paths: Record<string, Record<string, { operationId: string; security: object[]; responses: Record<string, object> }>>
  webhooks: object
}

let site: TemporaryBelfry
let api: Described
before(async () => {
  site = await temporaryBelfry({ dashboard: true })
  api = (await site.page('GET', '/v1/openapi.json')).body
})
after(() => site[Symbol.asyncDispose]())

describe('the description of the API', () => {
  test('is valid OpenAPI 3.1, with room for webhooks, and needs no key', async () => {
    const { valid, errors } = await new Validator().validate({ ...api })
    assert.ok(valid, JSON.stringify(errors))
    assert.match(api.openapi, /^3\.1/)
    assert.ok('webhooks' in api)
  })

  test('names each operation once, and knows every refusal', () => {
    const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods))
    const ids = operations.map(({ operationId }) => operationId)
    assert.equal(new Set(ids).size, ids.length)
    for (const { operationId, responses } of operations) {
      assert.ok(!('0' in responses), `${operationId} refuses for what no room declares`)
    }
  })

  test('asks for a key where the server does', async () => {
    for (const [path, methods] of Object.entries(api.paths)) {
      const get = methods['get']
      if (get === undefined || path.startsWith('/b/')) continue
      const { status } = await site.page('GET', path.replace('{id}', 'x'))
      assert.equal(status === 401, get.security.length > 0, `${path} answers ${status}`)
    }
  })

  test('has the addresses of the dashboard only where there is one', async () => {
    const ofDashboard = ({ paths }: Described) => Object.keys(paths).filter((path) => path.startsWith('/dashboard'))
    assert.ok(ofDashboard(api).includes('/dashboard/api/session'))
    await using without = await temporaryBelfry()
    assert.deepEqual(ofDashboard((await without.page('GET', '/v1/openapi.json')).body), [])
  })

  test('matches the server: an address that is not described is not there', async () => {
    assert.equal((await site.api('GET', '/v1/nothing')).body.code, 'route-unknown')
    assert.deepEqual(Object.keys(api.paths['/v1/notifications'] ?? {}).toSorted(), ['get', 'post'])
    assert.equal((await site.api('DELETE', '/v1/notifications')).headers.get('allow'), 'POST, GET, HEAD, OPTIONS')
  })
})

describe('a query', () => {
  test('with an unknown parameter, or one twice, is refused by its name', async () => {
    const unknown = await site.api('GET', '/v1/notifications?stat=done')
    assert.deepEqual([unknown.status, unknown.body.code, unknown.body.errors[0].field], [400, 'field-unknown', 'stat'])
    const twice = await site.api('GET', '/v1/notifications?cursor=1&cursor=2')
    assert.deepEqual([twice.status, twice.body.code, twice.body.errors[0].field], [400, 'field-invalid', 'cursor'])
  })
})
