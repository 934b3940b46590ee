import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'
import type { ApiDescription } from '../api-description.ts'

let site: TemporaryBelfry
let page: string
let api: ApiDescription
before(async () => {
  site = await temporaryBelfry()
  page = (await site.page('GET', '/docs')).body
  api = (await site.page('GET', '/v1/openapi.json')).body
})
after(() => site[Symbol.asyncDispose]())

describe('the reference', () => {
  test('is for everybody, and shows each operation, model and error', async () => {
    const { status, headers } = await site.page('GET', '/docs')
    assert.equal(status, 200)
    assert.match(headers.get('content-type') ?? '', /^text\/html/)
    const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods))
    for (const { operationId } of operations) assert.ok(page.includes(`id="${operationId}"`), operationId)
    for (const model of Object.keys(api.components.schemas)) assert.ok(page.includes(`id="model-${model}"`), model)
    assert.ok(page.includes('id="error-notification-finished"'))
  })

  test('links only to its own parts, and to the document', () => {
    for (const [, target = ''] of page.matchAll(/ href="([^"]*)"/g)) {
      if (target === 'v1/openapi.json') continue
      assert.ok(target.startsWith('#') && page.includes(` id="${target.slice(1)}"`), target)
    }
  })

  test('has no script, and loads nothing', async () => {
    assert.doesNotMatch(page, /<script|<link|<img|<iframe| src=| on[a-z]+=|url\(|@import/i)
    const { headers } = await site.page('GET', '/docs')
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-[^' ]+';/)
  })

  test('describes each field, nested ones too', () => {
    assert.match(page, /<code>keys\.p256dh<\/code>/)
    assert.match(page, /<code>actions\[\]\.title<\/code>/)
    assert.match(page, /integer, at most 2419200/)
  })
})
