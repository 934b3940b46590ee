// The optional native part, only installed: it is found and used, if the machine that packed it could compile it.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { loadEngine } from '@belfry/web-push'

const isThere = existsSync('node_modules/@belfry/web-push-native/prebuilds')
const { engine, nativeFault } = await loadEngine()
assert.equal(engine.name, isThere ? 'native' : 'typescript', nativeFault)
