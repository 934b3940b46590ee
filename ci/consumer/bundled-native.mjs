// An app that names the native part itself and lets a bundler take it in, away from its binary: it is told so.

import assert from 'node:assert/strict'
import { loadBinding } from '@belfry/web-push-native'

const { ok, reason } = loadBinding()
assert.equal(ok, false)
assert.match(reason, /^a bundler .*--external:@belfry\/web-push-native/)
