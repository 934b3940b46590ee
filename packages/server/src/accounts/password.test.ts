import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPasswordHasher } from './password.ts'

test('a password is hashed at the cost that OWASP names, with a salt of its own', async () => {
  const passwords = createPasswordHasher()
  const [one, other] = await Promise.all(['a quiet heron', 'a quiet heron'].map((text) => passwords.hash(text)))
  assert.match(one ?? '', /^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
  assert.notEqual(one, other)
  assert.equal(await passwords.verify('a quiet heron', one ?? ''), true)
  assert.equal(await passwords.verify('a loud heron', one ?? ''), false)
})

test('a hash is verified at the cost at which it was made', async () => {
  const quick = await createPasswordHasher({ N: 2 ** 5, r: 8, p: 1 }).hash('a quiet heron')
  assert.match(quick, /^scrypt\$32\$8\$1\$/)
  assert.equal(await createPasswordHasher().verify('a quiet heron', quick), true)
})
