import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createWebPush } from './create-web-push.ts'

// Behaviour that parity.test.ts cannot compare, because web-push is wrong there.

const webpush = createWebPush()
const subscription = { endpoint: 'https://push.example.com/1', keys: { p256dh: '', auth: '' } }
const headersWith = (options: object) => webpush.generateRequestDetails(subscription, null, options).headers

for (const TTL of ['abc', Number.NaN, Number.POSITIVE_INFINITY, {}, -0.5]) {
  test(`a TTL of ${JSON.stringify(TTL)} is refused before it reaches a push service`, () => {
    assert.throws(() => headersWith({ TTL }), /TTL should be a number and should be at least 0/)
  })
}

test('a fraction of a second in TTL is cut off and a TTL beyond 31 bits is the largest there is', () => {
  assert.equal(headersWith({ TTL: 60.9 })['TTL'], 60)
  assert.equal(headersWith({ TTL: 1e21 })['TTL'], 2 ** 31 - 1)
})

for (const headers of [{ ttl: 5 }, { Ttl: 5 }, { TTL: 5 }]) {
  test(`${JSON.stringify(headers)} beside the option TTL is a duplicate`, () => {
    assert.throws(() => headersWith({ TTL: 1, headers }), /^Error: Duplicated headers defined \[/)
  })
}

test('Urgency and Topic among the headers duplicate the options of that name', () => {
  assert.throws(
    () => headersWith({ urgency: 'high', headers: { Urgency: 'low' } }),
    /Duplicated headers defined \[Urgency\]/,
  )
  assert.throws(() => headersWith({ topic: 'a', headers: { TOPIC: 'b' } }), /Duplicated headers defined \[TOPIC\]/)
})

test('a header has one value, whatever its case', () => {
  assert.deepEqual(headersWith({ headers: { ttl: 5, 'content-length': 9 } }), {
    ttl: 5,
    'Content-Length': 0,
    Urgency: 'normal',
  })
})

test('an Urgency given among the headers is sent', () => {
  assert.equal(headersWith({ headers: { Urgency: 'high' } })['Urgency'], 'high')
})

test('the audience is the origin, without the port that goes without saying', () => {
  const audienceOf = (endpoint: string) => {
    const vapidDetails = { subject: 'mailto:ada@example.com', ...webpush.generateVAPIDKeys() }
    const { headers } = webpush.generateRequestDetails({ ...subscription, endpoint }, null, {
      vapidDetails,
    })
    const payload = headers['Authorization']?.split('.')[1] ?? ''
    return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { aud: string }).aud
  }
  assert.equal(audienceOf('https://push.example.com:443/1'), 'https://push.example.com')
  assert.equal(audienceOf('https://Push.Example.com:8443/1'), 'https://push.example.com:8443')
})
