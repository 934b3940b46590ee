import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startPushService, type PushService } from '../../packages/push-service/src/index.ts'
import type { Refusal } from '../../packages/server/src/refusals/refusal.ts'
import { postgresStage, type PostgresStage } from '../support/belfry/postgres-belfry.ts'
import { startPostgres, whyNoPostgres, type Postgres } from '../support/databases/postgres.ts'

describe('Belfry on PostgreSQL', { skip: await whyNoPostgres(), timeout: 120_000 }, () => {
  let postgres: Promise<Postgres> | undefined
  let service: Promise<PushService> | undefined
  after(async () => {
    await (await postgres)?.[Symbol.asyncDispose]()
    await (await service)?.[Symbol.asyncDispose]()
  })
  async function stage(): Promise<PostgresStage & { service: PushService }> {
    postgres ??= startPostgres()
    service ??= startPushService()
    const place = await (await postgres).createDatabase()
    const made = postgresStage(place.url, await service)
    return {
      ...made,
      service: await service,
      async [Symbol.asyncDispose]() {
        await made[Symbol.asyncDispose]()
        await place[Symbol.asyncDispose]()
      },
    }
  }
  const titles = (from: PushService, id: string) =>
    from.messages(id).map(({ text }) => JSON.parse(text ?? '').notification.title as string)
  const arrived = async (from: PushService, id: string, mark: number) => {
    await from.events.next('delivered', {
      after: mark,
      where: (event) => event.subscription === id,
    })
    return titles(from, id)
  }

  test('one process accepts, another sends, and a third may do both', async () => {
    await using s = await stage()
    const api = await s.start({ work: false })
    const id = await s.subscribe(api, s.service)
    const { mark } = s.service.events
    const { status, body } = await s.api(api, 'POST', '/v1/notifications', {
      to: { topic: 'blog' },
      title: 'News',
    })
    assert.equal(status, 202)
    assert.equal((await s.api(api, 'GET', `/v1/notifications/${body.id}`)).body.state, 'planning')
    await s.start()
    assert.deepEqual(await arrived(s.service, id, mark), ['News'])
    const ready = await api.fetch(new Request('https://example.com/readyz'))
    assert.deepEqual(await ready.json(), {
      status: 'ready',
      checks: { database: true, writes: true, deliveries: true },
    })
  })

  test("a notification in the app's transaction is sent when it commits, and is gone when it rolls back", async () => {
    await using s = await stage()
    const belfry = await s.start()
    const id = await s.subscribe(belfry, s.service)
    const client = await s.client()
    await client.query('create table orders (id integer)')
    await client.query('begin')
    await client.query('insert into orders values (1)')
    await belfry.notify({ to: { topic: 'blog' }, title: 'Rolled back' }, { client })
    await client.query('rollback')
    const { mark } = s.service.events
    await client.query('begin')
    await client.query('insert into orders values (2)')
    const made = await belfry.notify({ to: { topic: 'blog' }, title: 'Committed' }, { client })
    assert.deepEqual(await s.sql('select 1 from belfry.notifications where id = $1', [made.id]), [])
    await assert.rejects(
      belfry.notify({ to: { topic: 'nope' }, title: 'x' }, { client }),
      (error: Refusal) => error.code === 'topic-unknown',
    )
    await client.query('commit')
    assert.deepEqual(await arrived(s.service, id, mark), ['Committed'])
    assert.deepEqual(await s.sql('select id from orders'), [{ id: 2 }])
    await assert.rejects(belfry.notify({ to: { all: true }, title: 'x' }, { client }), {
      code: 'transaction-not-open',
    })
  })

  test('belfry.notify() in SQL does the same for any language, with no right to anything else', async () => {
    await using s = await stage()
    const belfry = await s.start()
    const id = await s.subscribe(belfry, s.service)
    const client = await s.client()
    await client.query("create role web login password 'web'; grant usage on schema belfry to web; set role web")
    await assert.rejects(client.query('select * from belfry.subscriptions'), { code: '42501' })
    const notify = (title: string) =>
      client.query<{ id: string }>('select belfry.notify($1::jsonb) as id', [
        JSON.stringify({ to: { topic: 'feedback' }, title, body: 'Grüße', url: '/admin', ttl: 60 }),
      ])
    const { mark } = s.service.events
    await client.query('begin')
    await notify('Rolled back')
    await client.query('rollback')
    await client.query('begin')
    const { rows } = await notify('Ada:')
    await client.query('commit')
    assert.deepEqual(await arrived(s.service, id, mark), ['Ada:'])
    const { body } = await s.api(belfry, 'GET', `/v1/notifications/${rows[0]?.id}`)
    assert.deepEqual([body.lane, body.body, body.ttl], ['transactional', 'Grüße', 60])
    const [message] = s.service.messages(id)
    assert.equal(JSON.parse(message?.text ?? '').notification.navigate, 'https://example.com/admin')
  })

  test('a notification accepted by SQL is sent even when no worker ran at the commit', async () => {
    await using s = await stage()
    const first = await s.start()
    const id = await s.subscribe(first, s.service)
    await first.close()
    await s.sql(`select belfry.notify('{"to": {"all": true}, "title": "Waited"}')`)
    const { mark } = s.service.events
    await s.start()
    assert.deepEqual(await arrived(s.service, id, mark), ['Waited'])
  })

  test('belfry.notify() refuses what the API refuses, with the same code and words', async () => {
    await using s = await stage()
    const belfry = await s.start({ work: false })
    const good = { to: { all: true }, title: 'Hello' } as const
    const cases: unknown[] = [
      {},
      [],
      { ...good, title: '' },
      { ...good, title: '   ' },
      // What JavaScript trims, and what some locales of PostgreSQL take for a space as well.
      { ...good, title: '\u2003\u3000\u2028\u1680\ufeff\u00a0\v' },
      { ...good, title: '\u0085' },
      { ...good, title: '\u180e\u200b' },
      { ...good, actions: [{ action: 'a', title: '\u205f' }] },
      { ...good, title: 7 },
      { ...good, title: null },
      { ...good, titel: 'x', boddy: 'y' },
      { title: 'x' },
      { ...good, to: 'all' },
      { ...good, to: {} },
      { ...good, to: { topic: 'blog', all: true } },
      { ...good, to: { topic: '' } },
      { ...good, to: { topc: 'blog' } },
      { ...good, to: { topic: 'nope' } },
      { ...good, to: { all: false } },
      { ...good, to: { subscribers: [] } },
      { ...good, to: { subscribers: ['ada', '', 3] } },
      { ...good, to: { subscriber: 'x'.repeat(256) } },
      { ...good, body: 'x'.repeat(50_001) },
      { ...good, url: 'https://elsewhere.example/x' },
      { ...good, url: 'javascript:alert(1)' },
      { ...good, url: 'https://ada:secret@example.com/' },
      { ...good, url: '//evil.example/x' },
      { ...good, url: 'https://example.com:8443/' },
      { ...good, image: 'http://pictures.example/a.png' },
      { ...good, lang: 'deutsch!' },
      { ...good, silent: 'yes' },
      { ...good, appBadge: -1 },
      { ...good, ttl: 1.5 },
      { ...good, ttl: '60' },
      { ...good, ttl: 2_419_201 },
      { ...good, urgency: 'now' },
      { ...good, privacy: 'none' },
      { ...good, actions: [{ action: 'a' }] },
      { ...good, actions: [{ action: 'a', title: 'A', url: 'https://evil.example/' }] },
      { ...good, actions: Array.from({ length: 5 }, () => ({ action: 'a', title: 'A' })) },
      { ...good, title: 4, body: 5, ttl: -1 },
      { ...good, image: `/${'x'.repeat(2000)}`, icon: `/${'y'.repeat(1900)}` },
    ]
    const different: string[] = []
    const equal = (a: unknown, b: unknown, told: string) => {
      if (JSON.stringify(a) !== JSON.stringify(b))
        different.push(`${told}\n  SQL ${JSON.stringify(a)}\n  API ${JSON.stringify(b)}`)
    }
    for (const input of cases) {
      const viaApi = await belfry.notify(input as typeof good).then(
        () => ({ code: 'accepted', faults: [] as object[], message: '' }),
        (error: Refusal) => error,
      )
      const viaSql = await s.sql('select belfry.notify($1::jsonb)', [JSON.stringify(input)]).then(
        () => ({ message: 'accepted: ', detail: '[]', code: 'accepted' }),
        (error: { message: string; detail: string; code: string }) => error,
      )
      const told = JSON.stringify(input).slice(0, 100)
      equal(viaSql.code, viaApi.code === 'accepted' ? 'accepted' : 'BF400', told)
      equal(viaSql.message.split(':')[0], viaApi.code, told)
      const inOrder = (faults: object[]) => faults.map((fault) => JSON.stringify(sorted(fault))).sort()
      equal(inOrder(JSON.parse(viaSql.detail)), inOrder([...viaApi.faults]), told)
      if (viaApi.faults.length < 2) equal(viaSql.message, `${viaApi.code}: ${viaApi.message}`, told)
    }
    assert.deepEqual(different, [])
    for (const input of [
      good,
      { ...good, url: '/a?b#c', icon: 'https://pictures.example/a.png', actions: [] },
      { ...good, url: 'HTTPS://EXAMPLE.com:443/x', privacy: 'generic', image: 'http://x.example/' },
      { ...good, to: { subscribers: ['ada', 'ben'] }, lang: 'pt-BR', ttl: 0, appBadge: 3 },
    ]) {
      await s.sql('select belfry.notify($1::jsonb)', [JSON.stringify(input)])
    }
  })

  test('a request from SQL that cannot become a message delays no other', async () => {
    await using s = await stage()
    const belfry = await s.start({ work: false })
    const id = await s.subscribe(belfry, s.service)
    const text = `select belfry.notify('{"to": {"all": true}, "title": "Fine"}') as id`
    const broken = [
      [`update belfry.notifications set content = '{"title": ""}' where id = $1`, 'field-invalid'],
      [`update belfry.notifications set content = 'no JSON' where id = $1`, 'internal-error'],
    ] as const
    for (const [breakIt] of broken) {
      const [made] = await s.sql<{ id: string }>(text)
      await s.sql(breakIt, [made?.id])
    }
    await s.sql(text)
    const { mark } = s.service.events
    await s.start()
    assert.deepEqual(await arrived(s.service, id, mark), ['Fine'])
    const states = await s.sql('select state, payload from belfry.notifications order by number limit 2')
    assert.deepEqual(
      states,
      Array.from({ length: 2 }, () => ({ state: 'cancelled', payload: '' })),
    )
    for (const [, code] of broken) assert.ok(s.logged.some((line) => line.includes(`"code":"${code}"`)))
  })

  test('an idempotency key counts across SQL and the API', async () => {
    await using s = await stage()
    const belfry = await s.start({ work: false })
    const input = {
      to: { subscribers: ['ada', 'ben'] },
      title: ' Grüße "x" \n ',
      body: '\u0001\t€',
      actions: [{ title: ' A ', action: 'a' }],
      ttl: 60,
      silent: true,
    }
    const { id } = await belfry.notify(input, { idempotencyKey: 'k-1' })
    const text = `select belfry.notify($1::jsonb, 'default', 'k-1') as id`
    assert.deepEqual(await s.sql(text, [JSON.stringify(input)]), [{ id }])
    await assert.rejects(
      s.sql(text, [JSON.stringify({ ...input, title: 'other' })]),
      /^error: idempotency-key-reused: this key came with another notification before/,
    )
    await assert.rejects(
      s.sql(`select belfry.notify($1::jsonb, 'default', 'k 1')`, [JSON.stringify(input)]),
      /idempotency-key-invalid/,
    )
    await assert.rejects(
      s.sql(`select belfry.notify($1::jsonb, 'shop')`, [JSON.stringify(input)]),
      /site-unknown: there is no site "shop"/,
    )
  })

  test('a machine without the secrets does not start, and changes nothing', async () => {
    await using s = await stage()
    await s.start({ work: false })
    const stranger = postgresStage(s.url)
    await assert.rejects(stranger.start({ work: false }), { code: 'secrets-elsewhere' })
    const keys = await s.sql('select status from belfry.vapid_keys')
    assert.deepEqual(keys, [{ status: 'active' }])
    await stranger[Symbol.asyncDispose]()
  })
})

function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
