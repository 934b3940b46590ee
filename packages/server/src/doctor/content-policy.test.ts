import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { directivesOf, findPolicyFaults, neededSources } from './content-policy.ts'

const page = new URL('https://example.com/shop')
const here = neededSources(page, new URL('https://example.com/'))
const there = neededSources(page, new URL('https://push.example.com/'))
const faults = (policy: string, needed = here) => findPolicyFaults([policy], page, needed).length

test('the needed directives are those of the guide; with a host of its own it is named', () => {
  assert.equal(directivesOf(here), "script-src 'self'; worker-src 'self'; connect-src 'self'")
  assert.equal(
    directivesOf(there),
    "script-src https://push.example.com; worker-src 'self'; connect-src https://push.example.com",
  )
  for (const needed of [here, there]) assert.equal(faults(`default-src 'none'; ${directivesOf(needed)}`, needed), 0)
})

test('a policy that keeps Belfry out is found, by each directive or what it falls back to', () => {
  assert.equal(faults(''), 0)
  assert.equal(faults("img-src 'self'"), 0)
  assert.equal(faults("default-src 'none'"), 3)
  assert.equal(faults("default-src 'self'"), 0)
  assert.equal(faults("script-src 'self'; connect-src 'self'"), 0, 'the worker falls back to script-src')
  assert.equal(faults("script-src 'self'; worker-src 'none'"), 1)
  assert.equal(faults("default-src 'self'; connect-src https://api.example.com"), 1)
  assert.equal(faults("script-src 'nonce-r4nd0m' 'strict-dynamic'; worker-src 'self'"), 0)
  assert.equal(faults("default-src 'self'", there), 2)
  assert.equal(faults("default-src 'self' *.example.com", there), 0)
  assert.equal(faults("default-src 'self' https://push.example.com:8443", there), 2)
  assert.equal(faults("default-src 'self' https:", there), 0)
  assert.equal(faults("default-src 'self' https://push.example.com/b/", there), 0)
  assert.equal(faults("default-src 'self' https://push.example.com/other/", there), 2)
  assert.equal(findPolicyFaults(["default-src 'self'", "connect-src 'none'"], page, here).length, 1, 'each one counts')
})

test('any text is read', () => {
  fc.assert(fc.property(fc.string(), (policy) => Array.isArray(findPolicyFaults([policy], page, there))))
})
