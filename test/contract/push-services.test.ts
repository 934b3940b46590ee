// @belfry/web-push against the push service of each vendor: the outcome table's reading of that vendor's answers, over
// real HTTP/2.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  buildRequest,
  checkEndpoint,
  checkKeys,
  classify,
  generateVapidKeys,
  Sender,
  VapidSigner,
} from '@belfry/web-push'
import type { Classification, PushRequest } from '@belfry/web-push'
import { startPushService } from '@belfry/push-service'
import type { FaultInput, OwnSubscription, ProfileName, PushService } from '@belfry/push-service'

const keys = generateVapidKeys()
const subject = 'mailto:ops@example.com'
const signer = new VapidSigner({ keys, subject })
const stranger = new VapidSigner({ keys: generateVapidKeys(), subject })
const forger = new VapidSigner({ keys, subject, now: () => Date.now() - 48 * 3_600_000 })

type Verdict = Pick<Classification, 'outcome' | 'scope' | 'retryAfterMs'>

/** Each vendor's answers with commanded statuses, and their outcomes. */
const COMMANDED: [profile: ProfileName | 'each', fault: Omit<FaultInput, 'action'>, Verdict][] = [
  ['each', { status: 404 }, { outcome: 'gone' }],
  ['each', { status: 410 }, { outcome: 'gone' }],
  ['each', { status: 413 }, { outcome: 'too-large' }],
  ['each', { status: 400 }, { outcome: 'rejected' }],
  ['each', { status: 401 }, { outcome: 'rejected' }],
  ['each', { status: 301 }, { outcome: 'rejected' }],
  ['each', { status: 500 }, { outcome: 'retry-later', scope: 'service' }],
  ['each', { status: 502 }, { outcome: 'retry-later', scope: 'service' }],
  ['each', { status: 503, retryAfter: 7 }, { outcome: 'retry-later', scope: 'service', retryAfterMs: 7000 }],
  ['fcm', { status: 403 }, { outcome: 'key-mismatch' }],
  ['apple', { status: 403 }, { outcome: 'rejected' }],
  ['fcm', { status: 429, retryAfter: 3 }, { outcome: 'throttled', scope: 'service', retryAfterMs: 3000 }],
  ['mozilla', { status: 429, retryAfter: 3 }, { outcome: 'throttled', scope: 'service', retryAfterMs: 3000 }],
  ['apple', { status: 429, retryAfter: 3 }, { outcome: 'throttled', scope: 'subscription', retryAfterMs: 3000 }],
  [
    'wns',
    { status: 406, headers: { 'x-wns-continue-after': '11' } },
    { outcome: 'throttled', scope: 'service', retryAfterMs: 11_000 },
  ],
  ['wns', { status: 429, retryAfter: 3 }, { outcome: 'throttled', scope: 'service', retryAfterMs: 3000 }],
  ['mozilla', { status: 406 }, { outcome: 'throttled', scope: 'service' }],

  // The rows that need a header or words of the answer.
  ['each', { status: 202 }, { outcome: 'accepted' }],
  ['each', { status: 408 }, { outcome: 'retry-later', scope: 'service' }],
  ['each', { status: 421 }, { outcome: 'retry-later', scope: 'service' }],
  ['each', { status: 425 }, { outcome: 'retry-later', scope: 'service' }],
  [
    'wns',
    { status: 200, headers: { 'x-wns-status': 'channelThrottled' }, retryAfter: 3 },
    { outcome: 'throttled', scope: 'subscription', retryAfterMs: 3000 },
  ],
  [
    'wns',
    { status: 201, headers: { 'x-wns-notificationstatus': 'appthrottled' } },
    { outcome: 'throttled', scope: 'service' },
  ],
  ['wns', { status: 201, headers: { 'x-wns-status': 'dropped' } }, { outcome: 'accepted' }],
  ['apple', { status: 403, body: '{"reason":"VapidPkHashMismatch"}' }, { outcome: 'key-mismatch' }],
  ['apple', { status: 403, body: '{"reason":"BadVapidPublicKey"}' }, { outcome: 'rejected' }],
  [
    'fcm',
    {
      status: 403,
      body: 'the key in the authorization header does not correspond to the sender ID used to subscribe this user.',
    },
    { outcome: 'key-mismatch' },
  ],
  ['fcm', { status: 403, body: 'permission denied: invalid JWT provided' }, { outcome: 'rejected' }],
  ['fcm', { status: 400, body: 'UnauthorizedRegistration' }, { outcome: 'rejected' }],
  [
    'mozilla',
    { status: 401, body: '{"code":401,"errno":109,"message":"VAPID public key mismatch"}' },
    { outcome: 'key-mismatch' },
  ],
  ['mozilla', { status: 410, body: '{"code":410,"errno":103}' }, { outcome: 'gone' }],
  ['mozilla', { status: 410, body: '{"code":410,"errno":105}' }, { outcome: 'gone' }],
]

for (const profile of ['fcm', 'mozilla', 'apple', 'wns'] as const) {
  describe(`the push service of ${profile}`, { timeout: 30_000 }, () => {
    let service: PushService
    let sender: Sender
    before(async () => {
      service = await startPushService({})
      sender = new Sender({ ca: service.ca, resolve: service.resolve })
    })
    after(async () => {
      await sender.close()
      await service.close()
    })

    async function subscribe(): Promise<OwnSubscription> {
      return await service.subscribe({ profile, applicationServerKey: keys.publicKey })
    }

    function requestTo(subscription: OwnSubscription, change: { ttl?: number } = {}): PushRequest {
      const check = checkKeys(subscription.keys)
      assert.ok(check.ok)
      const { ttl = 60 } = change
      return buildRequest({
        endpoint: subscription.endpoint,
        keys: check,
        payload: Buffer.from('hello'),
        ttl,
        urgency: 'normal',
        collapseKey: 'greeting',
        signer,
      })
    }

    async function judge(request: PushRequest): Promise<Classification> {
      return classify(await sender.send(request), request.service)
    }

    test('is known by its endpoint, takes a message, and its subscriber reads it', async () => {
      const subscription = await subscribe()
      const check = checkEndpoint(subscription.endpoint)
      assert.ok(check.ok)
      assert.equal(check.service, profile)
      const request = requestTo(subscription)
      assert.deepEqual(await judge(request), { outcome: 'accepted', reason: 'accepted' })
      assert.equal(service.messages(subscription.id).length, 1)
      assert.equal(sender.stats.origins.find(({ origin }) => origin === request.origin)?.protocol, 'h2')
    })

    test('takes a message with TTL 0, and one without payload', async () => {
      const subscription = await subscribe()
      assert.equal((await judge(requestTo(subscription, { ttl: 0 }))).outcome, 'accepted')
      const { endpoint } = subscription
      const empty = buildRequest({ endpoint, body: undefined, ttl: 60, urgency: 'low', signer })
      assert.equal((await judge(empty)).outcome, 'accepted')
    })

    test('reports that a subscription is gone, in either way', async () => {
      const unsubscribed = await subscribe()
      service.unsubscribe(unsubscribed.id)
      assert.equal((await judge(requestTo(unsubscribed))).outcome, 'gone')
      for (const status of [404, 410] as const) {
        const lost = await subscribe()
        service.lose(lost.id, status)
        assert.equal((await judge(requestTo(lost))).outcome, 'gone')
      }
    })

    test('reports another key, where it distinguishes it', async () => {
      const request = requestTo(await subscribe())
      request.headers['authorization'] = stranger.header(request.origin)
      // WNS answers 401 without a text that would distinguish it from a bad token.
      const expected = profile === 'wns' ? 'rejected' : 'key-mismatch'
      assert.equal((await judge(request)).outcome, expected)
    })

    test('a token that has expired, or a bad request, is a rejection and nothing worse', async () => {
      const expired = requestTo(await subscribe())
      expired.headers['authorization'] = forger.header(expired.origin)
      assert.equal((await judge(expired)).outcome, 'rejected')
      const topic = requestTo(await subscribe())
      topic.headers['topic'] = 'not a topic!'
      assert.equal((await judge(topic)).outcome, 'rejected')
      const ttl = requestTo(await subscribe())
      delete ttl.headers['ttl']
      assert.equal((await judge(ttl)).outcome, 'rejected')
    })

    test('a body longer than any of them takes is too large', async () => {
      const request = requestTo(await subscribe())
      request.body = Buffer.concat([request.body as Buffer, Buffer.alloc(6000)])
      request.headers['content-length'] = String(request.body.length)
      assert.equal((await judge(request)).outcome, 'too-large')
    })

    test('names a time for the retry, as a date too', async () => {
      const { id, ...subscription } = await subscribe()
      service.faults.add({ subscription: id, action: 'status', status: 503, retryAfterDate: 60 })
      const { outcome, retryAfterMs = 0 } = await judge(requestTo({ id, ...subscription }))
      assert.equal(outcome, 'retry-later')
      assert.ok(retryAfterMs > 50_000 && retryAfterMs <= 60_000, String(retryAfterMs))
    })

    for (const [whose, fault, expected] of COMMANDED) {
      if (whose === profile || whose === 'each') {
        test(`${JSON.stringify(fault)} is ${expected.outcome}`, async () => {
          const subscription = await subscribe()
          service.faults.add({ ...fault, action: 'status', subscription: subscription.id })
          const { reason, ...verdict } = await judge(requestTo(subscription))
          assert.deepEqual(verdict, expected)
          assert.match(reason, new RegExp(`^http-${fault.status}|^accepted$|^wns-`))
        })
      }
    }
  })
}
