// What CommonJS apps do, on every Node that a package runs on: Node 20.0 cannot require an ES module, newer ones can.

const assert = require('node:assert/strict')

const [major, minor] = process.versions.node.split('.').map(Number)
const { encrypt, loadEngine } = require('@belfry/web-push')
const webpush = require('@belfry/web-push/compat')
assert.equal(typeof require('@belfry/client').createBelfryClient, 'function')
if (major > 22 || (major === 22 && minor >= 16)) assert.equal(typeof require('belfry').createBelfry, 'function')
if (major >= 24) assert.equal(typeof require('@belfry/push-service').startPushService, 'function')

const keys = { p256dh: webpush.generateVAPIDKeys().publicKey, auth: Buffer.alloc(16, 1).toString('base64url') }
assert.equal(webpush.generateRequestDetails({ endpoint: 'https://example.com/', keys }, 'Hello').body.length, 5 + 103)
assert.equal(typeof encrypt, 'function')
// As with web-push: tests replace a function of the object, and all who require it see that.
webpush.sendNotification = () => 'replaced'
assert.equal(require('@belfry/web-push/compat').sendNotification(), 'replaced')

async function main() {
  assert.ok((await loadEngine()).engine)
  // The same object in both worlds, where the runtime can require an ES module.
  const { default: imported } = await import('@belfry/web-push/compat')
  if (major > 20) assert.equal(imported, webpush)
}

void main()
