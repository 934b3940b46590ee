import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { broadcastStage } from '#test/belfry/broadcast-stage'
import { temporaryBelfry } from '#test/belfry/temporary-belfry'
import { until } from '#test/time/until'

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const SAMPLE =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|NaN|[+-]Inf)$/

/** Strict: anything that the format does not allow is an error. Returns series → value. */
function parse(text: string): Map<string, number> {
  assert.ok(text.endsWith('\n'))
  const samples = new Map<string, number>()
  const types = new Map<string, string>()
  for (const line of text.slice(0, -1).split('\n')) {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (keyword === 'TYPE') {
      assert.ok(!types.has(name), `${name} comes twice`)
      assert.match(rest, /^(counter|gauge|histogram)$/)
      types.set(name, rest)
    } else if (keyword === 'HELP') {
      assert.match(name, NAME)
    } else {
      const [, sample = '', labels = '', value] = SAMPLE.exec(line) ?? assert.fail(`not a sample: ${line}`)
      const family = types.has(sample) ? sample : sample.replace(/_(bucket|sum|count)$/, '')
      assert.equal([...types.keys()].at(-1), family, `${sample} is not below its own TYPE`)
      if (types.get(family) === 'counter') assert.match(family, /_total$/)
      const series = `${sample}{${labels}}`
      assert.ok(!samples.has(series), `${series} comes twice`)
      samples.set(series, Number(value))
    }
  }
  return samples
}

describe('GET /metrics', { timeout: 60_000 }, () => {
  test('wants the API key', async () => {
    await using belfry = await temporaryBelfry()
    assert.equal((await belfry.page('GET', '/metrics')).status, 401)
    const { status, headers, body } = await belfry.api('GET', '/metrics')
    assert.equal(status, 200)
    assert.equal(headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8')
    assert.equal(parse(body).get('belfry_database_answers{}'), 1)
  })

  test('shows the queue, the push services, the requests and the process', async (t) => {
    await using service = await startPushService()
    await using stage = await broadcastStage(service)
    await stage.subscribe(20, 'small')
    const id = await stage.send('small')
    await until(async () => (await stage.get(id)).state === 'done', t.signal)
    await stage.belfry.fetch(new Request('https://example.com/made/up/9'))
    const headers = { authorization: `Bearer ${stage.apiKey}` }
    let text = ''
    await until(async () => {
      const request = new Request('https://example.com/metrics', { headers })
      text = await (await stage.belfry.fetch(request)).text()
      return /^belfry_push_seconds_count\{.*\} 20$/m.test(text) // the engine's thread tells its figures once a second
    }, t.signal)
    const samples = parse(text)
    const value = (series: string) => samples.get(series) ?? assert.fail(`${series} is not in\n${text}`)
    const [series = ''] = [...samples.keys()].filter((key) => key.startsWith('belfry_push_seconds_count'))
    const service_ = /service="(\w+)"/.exec(series)?.[1] ?? ''
    assert.match(service_, /^(fcm|mozilla|apple|wns|other)$/)
    assert.equal(value(series), 20)
    assert.equal(value(`belfry_push_seconds_bucket{service="${service_}",le="+Inf"}`), 20)
    assert.equal(value(`belfry_push_circuits_open{service="${service_}"}`), 0)
    assert.equal(value('belfry_subscriptions{site="default"}'), 20)
    assert.equal(value('belfry_engines_died_total{}'), 0)
    assert.equal(value('belfry_queue_jobs{lane="bulk",state="dead"}'), 0)
    assert.equal(value('belfry_queue_oldest_seconds{lane="bulk"}'), 0)
    assert.equal(value('belfry_http_requests_total{method="POST",route="/v1/notifications",status="202"}'), 1)
    assert.equal(value('belfry_http_requests_total{method="GET",route="other",status="404"}'), 1)
    const delivered = [...samples].filter(([key]) => key.startsWith('belfry_deliveries_total'))
    assert.equal(
      delivered.reduce((sum, [, count]) => sum + count, 0),
      20,
    )
    assert.ok(value('process_resident_memory_bytes{}') > 1e6)
    assert.ok(value('nodejs_eventloop_lag_p99_seconds{}') >= 0)
    assert.ok(!text.includes(id), 'no ids in labels')
  })
})
