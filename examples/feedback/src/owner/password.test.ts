import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, makePassword, verifyPassword } from './password.ts'

test('a password is made to be read and typed, and is another one each time', () => {
  const passwords = new Set(Array.from({ length: 50 }, makePassword))
  assert.equal(passwords.size, 50)
  for (const password of passwords) assert.match(password, /^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/)
})

test('only the right password matches, and the stored hash does not contain it', async () => {
  const stored = await hashPassword('correct horse')
  assert.match(stored, /^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
  assert.ok(await verifyPassword('correct horse', stored))
  assert.ok(!(await verifyPassword('correct horsf', stored)))
  assert.ok(!(await verifyPassword('', stored)))
})

test('the same password is stored differently each time', async () => {
  assert.notEqual(await hashPassword('same'), await hashPassword('same'))
})
