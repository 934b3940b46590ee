import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mismatchOf } from './mismatch-of.ts'

const topic = {
  id: 'news',
  name: 'News',
  description: '',
  access: 'open',
  transactional: false,
  default: false,
  pace: null,
  notRelevant: null,
  privacy: 'full',
  declared: null,
  createdAt: '2026-11-29T12:00:00.000Z',
}
const problem = (code: string, status = 404) => {
  const body = { type: 'urn:x', title: 't', status, code, detail: 'd', help: 'h', docs: '/' }
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } })
}
const get = (response: Response, route = '/v1/topics/:id') => mismatchOf({ method: 'GET', route, response })

describe('an answer that is not as described', () => {
  test('is found by its status, its type, or a missing, wrong or undescribed field', async () => {
    assert.equal(await get(Response.json(topic)), undefined)
    assert.match((await get(Response.json(topic, { status: 202 }))) ?? '', /the status is not described/)
    assert.match((await get(new Response('news'))) ?? '', /it is text\/plain, not application\/json/)
    const { name: _name, ...nameless } = topic
    assert.match((await get(Response.json(nameless))) ?? '', /required property 'name'/)
    assert.match((await get(Response.json({ ...topic, createdAt: 'today' }))) ?? '', /\/createdAt must match format/)
    assert.match((await get(Response.json({ ...topic, secret: 'x' }))) ?? '', /secret/)
  })

  test('is found where it is nested, in lists and in what may be null', async () => {
    const page = { topics: [{ ...topic, secret: 'x' }], next: null }
    assert.match((await get(Response.json(page), '/v1/topics')) ?? '', /\/topics\/0 .*secret/)
  })

  test('is a problem whose code is not listed, or a refusal that is none', async () => {
    assert.equal(await get(problem('topic-not-found')), undefined)
    assert.match((await get(problem('job-unknown'))) ?? '', /\/code must be equal to one of the allowed values/)
    assert.equal(await get(problem('route-unknown'), ''), undefined)
    assert.match((await get(new Response('no', { status: 404 }), '')) ?? '', /not application\/problem\+json/)
    assert.match((await get(Response.json({}), '')) ?? '', /there is no such operation/)
  })
})
