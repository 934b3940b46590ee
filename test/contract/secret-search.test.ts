import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { run } from '../../packages/server/src/cli/run.ts'
import { browserSubscription, SITE_URL } from '../support/belfry/temporary-belfry.ts'
import { onEachBelfry } from '../support/belfry/each-belfry.ts'
import { tablesOf, textOf } from '../support/databases/tables-of.ts'

interface Secret {
  name: string
  text: string
  /** The bytes, where it is base64url: they must be in no row either. */
  bytes?: Buffer
  /** Where it has to be: the answer that hands it out, once, or the table that needs it. */
  rightly?: RegExp
}

// Every secret of a run is looked for in everything that Belfry says, on every database.
await onEachBelfry('secrets', (on, open) => {
  describe(on, { timeout: 600_000 }, () => {
    test('are in no log line, error, answer, page, metric, command’s output or row', async () => {
      const logged: string[] = []
      const note = (fields: object, message: string) => {
        const withErrors = (_: string, value: unknown) =>
          value instanceof Error ? { message: value.message, stack: value.stack, cause: value.cause } : value
        logged.push(JSON.stringify({ message, ...fields }, withErrors))
      }
      await using place = await open({ log: { debug: note, info: note, warn: note, error: note } })
      const { belfry, data, database } = place
      const said = new Map<string, string>()
      const ask = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
        const answer = await place.ask(method, path, body, headers)
        said.set(`${method} ${path} ${said.size}`, JSON.stringify([answer.body, [...answer.headers]]))
        return answer
      }
      const page = (method: string, path: string, body?: unknown, headers = {}) =>
        ask(method, path, body, { origin: SITE_URL, authorization: '', ...headers })

      const file = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as { secret: string; apiKey: string }
      const made = await ask('POST', '/v1/api-keys', { name: 'shop', scopes: ['send'] })
      const env = { BELFRY_DATA: data, ...(database.dialect === 'postgres' && { DATABASE_URL: database.address }) }
      const cli = async (...args: string[]) => {
        const written = { out: '', err: '' }
        const terminal = {
          env,
          out: (text: string) => void (written.out += text),
          err: (text: string) => void (written.err += text),
        }
        await run(args, terminal)
        return written
      }
      const command = async (...args: string[]) => {
        const { out, err } = await cli(...args)
        said.set(`belfry ${args.join(' ')}`, out + err)
      }
      const { d } = JSON.parse((await cli('vapid', 'export', '--format', 'jwk')).out) as { d: string }
      const identityKey = (await cli('show', 'identity-key')).out.trim()
      const token = belfry.identify({ subscriber: 'ada', topics: [] })
      const browser = browserSubscription()
      const { body: registered } = await page('PUT', '/b/default/subscription', { ...browser, identity: token })
      const link = await belfry.preferencesLink({ subscriber: 'ada' })
      const password = database.dialect === 'postgres' ? new URL(database.address).password : ''

      const secrets: Secret[] = [
        { name: 'the server’s secret', text: file.secret },
        { name: 'the first API key', text: file.apiKey },
        { name: 'an API key', text: made.body.key, rightly: /^POST \/v1\/api-keys / },
        { name: 'the private VAPID key', text: d, bytes: Buffer.from(d, 'base64url') },
        { name: 'the identity key', text: identityKey },
        { name: 'an identity token', text: token },
        { name: 'a handle', text: registered.handle, rightly: /^PUT \/b\/default\/subscription / },
        { name: 'the auth secret', text: browser.keys.auth, rightly: /^table subscriptions$/ },
        { name: 'a link to preferences', text: link.path.split('/').at(-1)!, rightly: /preferences\// },
        ...(password.length < 8 ? [] : [{ name: 'the password of the database', text: password }]),
      ]
      for (const { name, text } of secrets) assert.ok(text.length >= 16, `${name}: ${text.length}`)

      // What works, and what is refused with the secret in it, in every place that takes one.
      const proof = { 'belfry-identity': token, 'belfry-handle': registered.handle }
      const device = { identity: token, endpoint: browser.endpoint, handle: registered.handle }
      await page('GET', '/b/default/config')
      await page('GET', '/b/default/preferences', undefined, proof)
      await page('GET', '/b/default/inbox', undefined, proof)
      await page('POST', '/b/default/devices', device)
      await page('GET', link.path)
      for (const { text } of secrets) {
        await ask('GET', '/v1/topics', undefined, { authorization: `Bearer ${text}x` })
        await page('PUT', '/b/default/subscription', { ...browser, identity: text })
        await page('PUT', '/b/default/subscription', { ...browser, keys: { p256dh: text, auth: text } })
        await page('PUT', '/b/default/subscription', `{"endpoint": "${text}`)
        await page('POST', '/b/default/devices', { identity: text })
        await page('GET', '/b/default/inbox', undefined, { 'belfry-handle': `${text}x` })
        await page('PUT', '/b/default/subscription', { ...browser, previous: { endpoint: SITE_URL, handle: text } })
        await ask('POST', '/v1/vapid-keys', { privateKey: `${text}${text}` })
      }
      await ask('POST', '/v1/vapid-keys', { privateKey: d, status: 'retiring' })
      await ask('POST', '/v1/notifications', { to: { subscriber: 'ada' }, title: 'Hello', url: '/' })
      for (const path of [
        '/v1/api-keys',
        `/v1/api-keys/${made.body.id}`,
        '/v1/vapid-keys',
        '/v1/sites',
        '/v1/topics',
        '/v1/subscribers/ada',
        '/v1/subscribers/ada/export',
        '/v1/subscriptions',
        '/v1/notifications',
        '/v1/audit',
        '/v1/server',
        '/v1/openapi.json',
        '/docs',
        '/metrics',
        '/healthz',
        '/readyz',
        '/b/default/sw.js',
      ]) {
        await ask('GET', path)
      }
      await command('doctor')
      await command('audit', 'export')
      await command('keys', 'reencrypt')
      await command('serve', '--port', 'no-port')
      await command('show', 'public-key')
      said.set('the log', logged.join('\n'))
      for (const { name } of await tablesOf(database)) said.set(`table ${name}`, await textOf(database, name))
      const store = join(data, 'belfry.db')
      if (existsSync(store)) {
        for (const one of [store, `${store}-wal`]) said.set(`file ${one}`, readFileSync(one).toString('latin1'))
      }

      const found = secrets.flatMap(({ name, text, bytes, rightly }) => {
        const forms = [
          text,
          ...(bytes ? [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('latin1')] : []),
        ]
        return Array.from(said)
          .filter(([where, what]) => forms.some((form) => what.includes(form)) && rightly?.test(where) !== true)
          .map(([where]) => `${name} is in ${where}`)
      })
      assert.deepEqual(found, [])
      assert.ok(said.size > 100, 'there was something to look through')
      assert.ok(logged.length > 5)
    })
  })
})
