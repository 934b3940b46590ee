import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateVapidKeys } from '@belfry/web-push'
import fc from 'fast-check'
import { browserSubscription } from '../../support/belfry/temporary-belfry.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'
import { importStage } from './import-stage.ts'

/** What an import does with lines that are wrong. */
export function testFaults(open: () => Promise<EmptyDatabase>): void {
  test('names each bad line with its number and code, quotes no secret, and imports the rest', async () => {
    await using stand = await importStage(open)
    const good = browserSubscription()
    const off = {
      ...browserSubscription().keys,
      p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url'),
    }
    const lines: [string | object, string?][] = [
      [browserSubscription()],
      ['{"endpoint": "https://', 'json-malformed'],
      ['["not an object"]', 'field-invalid'],
      [{ endpoint: good.endpoint }, 'field-missing'],
      [{ ...good, endpoint: 'http://fcm.googleapis.com/x' }, 'endpoint-not-https'],
      [{ ...good, endpoint: 'https://10.0.0.1/x' }, 'endpoint-private-address'],
      [{ ...good, endpoint: 'https://evil.example/x' }, 'endpoint-not-allowed'],
      [{ ...good, keys: off }, 'p256dh-not-on-curve'],
      [{ ...good, keys: { ...good.keys, auth: 'short' } }, 'auth-invalid'],
      [{ ...good, topics: ['nope'] }, 'topic-unknown'],
      [{ ...good, site: 'nope' }, 'site-unknown'],
      [{ ...good, applicationServerKey: generateVapidKeys().publicKey }, 'vapid-key-unknown'],
      [{ ...good, createdAt: 'yesterday' }, 'field-invalid'],
      [{ ...good, user_agent: 'x' }, 'field-unknown'],
      ['x'.repeat(20_000), 'line-too-long'],
      [''],
      [good],
    ]
    stand.write(lines.map(([line]) => line))
    const end = await stand.load()
    const expected = lines.flatMap(([, code], index) => (code ? [[index + 1, code]] : []))
    assert.deepEqual(
      end.reports.map(({ line, code }) => [line, code]),
      expected,
    )
    assert.deepEqual([end.lines, end.added, end.refused], [17, 2, expected.length])
    const said = JSON.stringify(end.reports)
    for (const secret of [good.endpoint, good.keys.auth, good.keys.p256dh]) assert.ok(!said.includes(secret))
  })

  test('bounds the subscriptions of one subscriber, existing ones included', async () => {
    await using stand = await importStage(open)
    const lines = Array.from({ length: 5 }, () => ({ ...browserSubscription(), subscriber: 'ada' }))
    stand.write(lines.slice(0, 2))
    await stand.load()
    stand.write(lines)
    const end = await stand.load()
    assert.deepEqual([end.added, end.present, end.refused], [1, 2, 2])
    assert.deepEqual(
      end.reports.map(({ line, code }) => [line, code]),
      [
        [4, 'too-many-subscriptions'],
        [5, 'too-many-subscriptions'],
      ],
    )
  })

  test('any line is imported or named, and none stops the others', async () => {
    await using stand = await importStage(open)
    const nasty = fc.constantFrom<unknown>(
      '\0',
      'a\0b',
      '\ud800',
      '__proto__',
      '',
      ' ',
      -1,
      1.5,
      2 ** 53 - 1,
      1e308,
      null,
      true,
      [],
      ['\0'],
      {},
      '9999-12-31',
      '0001-01-01',
      '1e9',
    )
    const value = fc.oneof(nasty, nasty, fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary' }))
    const name = fc.constantFrom(
      'endpoint',
      'keys',
      'p256dh',
      'auth',
      'applicationServerKey',
      'site',
      'subscriber',
      'topics',
      'locale',
      'timeZone',
      'createdAt',
      'expirationTime',
      'more',
    )
    const good = fc.uuid().map((id) => ({ ...browserSubscription(id), subscriber: `person-${id}` }))
    const spoilt = fc.tuple(good, fc.dictionary(name, value, { maxKeys: 2 }))
    const line = fc.oneof(
      { weight: 4, arbitrary: spoilt.map(([one, more]) => JSON.stringify({ ...one, ...more })) },
      fc.json(),
      fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', ' ')),
    )
    await fc.assert(
      fc.asyncProperty(good, fc.array(line, { minLength: 100, maxLength: 200 }), good, async (a, lines, z) => {
        const before = await stand.count('belfry_subscriptions')
        stand.write([a, ...lines, z])
        const { finished, added, present, refused, reports } = await stand.load()
        const filled = lines.filter((text) => text.trim() !== '').length + 2
        assert.equal(finished, true)
        assert.equal(added + present + refused, filled)
        assert.equal(reports.length, refused)
        assert.equal(await stand.count('belfry_subscriptions'), before + added)
        assert.ok(added >= 2, 'the first and the last are good')
      }),
      { numRuns: 12, endOnFailure: true },
    )
  })
}
