// Loads the binary of the native part on any runtime, which its own loader would not do. A missing dependency has to be
// an error now: a symbol missed at the first call ends the process.

import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import process from 'node:process'

const require = createRequire(import.meta.url)
const folder = './node_modules/@belfry/web-push-native/prebuilds'
const isNode = process.versions.bun === undefined && process.versions.deno === undefined
for (const system of existsSync(folder) ? readdirSync(folder) : []) {
  const load = () => require(`${folder}/${system}/web_push_native.node`)
  if (isNode) assert.equal(typeof load().encryptBatch, 'function')
  else assert.throws(load, /undefined symbol|symbol not found/i)
}
