// The packages are ES modules; Node 24 lets CommonJS apps require them as they are.

const assert = require('node:assert/strict')

assert.equal(typeof require('@belfry/web-push').encrypt, 'function')
assert.equal(typeof require('@belfry/web-push/compat').sendNotification, 'function')
assert.equal(typeof require('@belfry/push-service').startPushService, 'function')
assert.equal(typeof require('belfry').createBelfry, 'function')
