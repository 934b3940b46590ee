import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { ConfigError } from './config-error.ts'
import { readEnvironment } from './environment.ts'
import { SETTINGS } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'belfry-environment-'))
after(() => rmSync(folder, { recursive: true }))

function problemsOf(env: NodeJS.ProcessEnv, flags: Record<string, string> = {}): string[] {
  try {
    readEnvironment(env, flags)
    return []
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.problems.map(({ setting, message }) => `${setting}: ${message}`)
  }
}

describe('readEnvironment', () => {
  test('needs nothing', () => {
    const config = readEnvironment({})
    assert.equal(config.port, 8030)
    assert.equal(config.host, '127.0.0.1')
    assert.equal(config.options.data, 'data')
    assert.ok(Object.isFrozen(config))
  })

  test('reads every variable', () => {
    const ca = join(folder, 'ca.pem')
    writeFileSync(ca, '-----BEGIN CERTIFICATE-----\n…')
    const { host, port, options } = readEnvironment({
      PORT: '0',
      HOST: '::1',
      BELFRY_DATA: '/srv/belfry',
      BELFRY_URL: 'https://example.com',
      BELFRY_BASE_PATH: '/app/',
      BELFRY_ORIGINS: 'https://example.com, https://www.example.com',
      BELFRY_CONTACT: 'ops@example.com',
      BELFRY_LOG_LEVEL: 'debug',
      BELFRY_CONCURRENCY: '2',
      BELFRY_MAX_PER_MINUTE: '900',
      BELFRY_PUSH_ALLOW: 'localhost:4443,*.push.example.com',
      BELFRY_PUSH_CA: ca,
      BELFRY_PUSH_RESOLVE: 'fcm.googleapis.com=127.0.0.1:4443',
      BELFRY_SECRET: 'x'.repeat(32),
      BELFRY_API_KEY: 'y'.repeat(32),
    })
    assert.equal(host, '::1')
    assert.equal(port, 0)
    assert.deepEqual(options, {
      ageing: {},
      data: '/srv/belfry',
      url: 'https://example.com',
      basePath: '/app/',
      origins: ['https://example.com', 'https://www.example.com'],
      contact: 'ops@example.com',
      log: 'debug',
      concurrency: 2,
      maxPerMinute: 900,
      push: {
        allow: ['localhost:4443', '*.push.example.com'],
        ca: '-----BEGIN CERTIFICATE-----\n…',
        resolve: { 'fcm.googleapis.com': '127.0.0.1:4443' },
      },
      secrets: { secret: 'x'.repeat(32), apiKey: 'y'.repeat(32) },
    })
  })

  test('prefers a flag to its variable, and takes an empty variable for an absent one', () => {
    const { port, options } = readEnvironment({ PORT: '1', BELFRY_URL: '' }, { port: '2' })
    assert.equal(port, 2)
    assert.equal(options.url, undefined)
  })

  test('reports every problem at once, each by the name that the person used', () => {
    const env = {
      PORT: 'eighty',
      BELFRY_URL: 'http://example.com',
      BELFRY_CONTACT: 'root@localhost',
      BELFRY_PUSH_CA: join(folder, 'missing.pem'),
      BELFRY_SECRET: 'short-but-secret',
    }
    const problems = problemsOf(env, { 'log-level': 'loud' })
    assert.deepEqual(
      new Set(problems.map((line) => line.split(':')[0])),
      new Set(['--log-level', 'BELFRY_CONTACT', 'BELFRY_PUSH_CA', 'BELFRY_SECRET', 'BELFRY_URL', 'PORT']),
    )
    assert.equal(problems.length, 6)
    assert.match(problems.join('\n'), /PORT: must be a number from 0 to 65535, not "eighty"/)
    assert.doesNotMatch(problems.join('\n'), /short-but-secret/)
  })

  const wrong: [string, NodeJS.ProcessEnv][] = [
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
    ['BELFRY_URL', { BELFRY_URL: 'example.com' }],
    ['BELFRY_URL', { BELFRY_URL: 'https://user:password@example.com' }],
    ['BELFRY_ORIGINS', { BELFRY_ORIGINS: 'https://example.com/path' }],
    ['BELFRY_ORIGINS', { BELFRY_ORIGINS: '*' }],
    ['BELFRY_PUSH_ALLOW', { BELFRY_PUSH_ALLOW: 'https://push.example.com/' }],
    ['BELFRY_PUSH_ALLOW', { BELFRY_PUSH_ALLOW: '*' }],
    ['BELFRY_PUSH_RESOLVE', { BELFRY_PUSH_RESOLVE: 'fcm.googleapis.com' }],
    ['BELFRY_PUSH_RESOLVE', { BELFRY_PUSH_RESOLVE: 'fcm.googleapis.com=127.0.0.1' }],
    ['BELFRY_LOG_LEVEL', { BELFRY_LOG_LEVEL: 'LOUD' }],
    ['BELFRY_CONCURRENCY', { BELFRY_CONCURRENCY: 'two' }],
    ['BELFRY_MAX_PER_MINUTE', { BELFRY_MAX_PER_MINUTE: '0' }],
    ['BELFRY_MAX_PER_MINUTE', { BELFRY_MAX_PER_MINUTE: 'many' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/belfry' }],
  ]
  for (const [name, env] of wrong) {
    test(`refuses ${JSON.stringify(env)} in one line`, () => {
      const problems = problemsOf(env)
      assert.equal(problems.length, 1)
      assert.match(problems[0]!, new RegExp(`^${name}: [^\n]+$`))
    })
  }
})

test('any variables and flags are a configuration or a problem of one of them', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('0', '-1', '1e9', 'https://[', 'a=b=c', ',,,', '*.x', 'localhost:1', '\0', ' '),
  )
  const variables = fc.record(Object.fromEntries(SETTINGS.map(({ variable }) => [variable, text])), {
    requiredKeys: [],
  })
  const flags = fc.record(Object.fromEntries(SETTINGS.flatMap(({ flag }) => (flag ? [[flag, text]] : []))), {
    requiredKeys: [],
  })
  const known = new Set<string>(SETTINGS.flatMap(({ variable, flag }) => [variable, ...(flag ? [`--${flag}`] : [])]))
  fc.assert(
    fc.property(variables, flags, (env, given) => {
      try {
        const { port } = readEnvironment(env, given)
        assert.ok(port >= 0 && port <= 65_535)
      } catch (error) {
        assert.ok(error instanceof ConfigError, String(error))
        for (const { setting } of error.problems) assert.ok(known.has(setting), setting)
      }
    }),
    { numRuns: 1000 },
  )
})
