// The packed packages on other server-side runtimes: other Nodes, Bun and Deno. Their messages are read at our push
// service, which runs here.

import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { startPushService, type OwnSubscription, type PushService } from '@belfry/push-service'
import { generateVapidKeys } from '@belfry/web-push'
import { provideRuntime, runtimes, type Runtime } from '../setup/runtimes.ts'
import { makeTestCertificate } from '../test/support/network/certificates.ts'
import { attempt } from './attempt.ts'
import { type Verdict, addVerdicts } from './verdict.ts'

const profiles = ['fcm', 'mozilla', 'apple', 'wns'] as const
const perProfile = 10

/** Sends from each runtime, with `@belfry/web-push` alone and with the server. */
export async function runOnRuntimes(app: string, signal: AbortSignal): Promise<Verdict> {
  const certificate = makeTestCertificate(['localhost'])
  const http1 = createServer(certificate, (request, response) => {
    const status = request.url?.endsWith('/gone') ? 410 : 201
    request.resume().on('end', () => response.writeHead(status).end())
  })
  await new Promise<void>((resolve) => http1.listen(0, '127.0.0.1', resolve))
  await using service = await startPushService()
  const place = {
    ca: service.ca + certificate.ca,
    allow: service.allow,
    resolve: service.resolve,
    http1: `https://localhost:${(http1.address() as AddressInfo).port}/push`,
  }
  try {
    const verdicts: Verdict[] = []
    for (const name of ['node', ...runtimes] as const) {
      verdicts.push(await runOn(name, { app, service, place, signal }))
    }
    return addVerdicts(verdicts)
  } finally {
    http1.close()
  }
}

interface Surroundings {
  app: string
  service: PushService
  place: object
  signal: AbortSignal
}

async function runOn(name: Runtime | 'node', surroundings: Surroundings): Promise<Verdict> {
  const provided = name === 'node' ? { ok: true as const, command: [process.execPath] } : await provideRuntime(name)
  if (!provided.ok) {
    const skipped = [{ what: `the packages on ${name}`, why: `missing; ${provided.install} brings it` }]
    return { passed: 0, failed: 0, skipped, output: '' }
  }
  const verdicts = [
    await sendAlone(name, provided.command, surroundings),
    await refuseLazily(name, provided.command, surroundings),
  ]
  if (name !== 'node-20') verdicts.push(await sendFromServer(name, provided.command, surroundings))
  if (name.startsWith('node')) verdicts.push(await entrances(name, provided.command, surroundings))
  return addVerdicts(verdicts)
}

async function sendAlone(name: string, command: string[], { app, service, place, signal }: Surroundings) {
  const vapidKeys = generateVapidKeys()
  const subscriptions = await subscribe(service, { applicationServerKey: vapidKeys.publicKey })
  const native = name.startsWith('node') && existsSync(join(app, 'node_modules/@belfry/web-push-native/prebuilds'))
  const facts = join(app, `${name}.json`)
  await writeFile(facts, JSON.stringify({ ...place, vapidKeys, subscriptions, native }))
  const what = `@belfry/web-push sends on ${name}`
  const verdict = await attempt(what, [...command, 'any-runtime.mjs', facts], app, signal)
  if (verdict.failed > 0) return verdict
  return arrived(what, service, subscriptions, (index) => [`${index}: Grüße 👋`, `${index} again`])
}

async function sendFromServer(name: string, command: string[], { app, service, place, signal }: Surroundings) {
  const anyKey = await subscribe(service, {})
  const facts = join(app, `${name}-server.json`)
  await writeFile(facts, JSON.stringify({ ...place, anyKey, nativeIsUnfit: !name.startsWith('node') }))
  const what = `the server sends and ends on ${name}`
  const verdict = await attempt(what, [...command, 'any-runtime-server.mjs', facts], app, signal)
  if (verdict.failed > 0) return verdict
  return arrived(what, service, anyKey, () => ['from the server'])
}

/** The addon looks its symbols up when it is loaded: a missing one is an error, and does not end the process. */
async function refuseLazily(name: string, command: string[], { app, signal }: Surroundings): Promise<Verdict> {
  return attempt(`the native part is loaded or refused on ${name}`, [...command, 'load-addon.mjs'], app, signal)
}

const tooOld = /^(Error: |\[Error: )?(Belfry|@belfry\/[\w-]+) needs Node \d\d.* this is Node \d+\.\d+\.\d+\./m

/** Every entry point reports a Node that is too old, and loads on one that is not. */
async function entrances(name: string, command: string[], { app, signal }: Surroundings): Promise<Verdict> {
  const oldest = {
    belfry: 22,
    '@belfry/push-service': 24,
    '@belfry/push-service/browser': 24,
    '@belfry/web-push': 20,
    '@belfry/web-push/compat': 20,
  }
  const major = name === 'node' ? 24 : Number(name.slice(5))
  const verdicts: Verdict[] = []
  for (const [entrance, needed] of Object.entries(oldest)) {
    for (const eval_ of [`await import('${entrance}')`, `require('${entrance}')`]) {
      const type = eval_.startsWith('await') ? ['--input-type=module'] : []
      const run = [...command, ...type, '--eval', eval_]
      verdicts.push(await attempt(`${eval_} on ${name}`, run, app, signal, major < needed ? tooOld : undefined))
    }
  }
  return addVerdicts(verdicts)
}

async function subscribe(service: PushService, options: { applicationServerKey?: string }): Promise<OwnSubscription[]> {
  const subscriptions: OwnSubscription[] = []
  for (const profile of profiles)
    subscriptions.push(...(await service.subscribeMany(perProfile, { ...options, profile })))
  return subscriptions
}

/** Decrypted by independent code, the push service's own. */
function arrived(
  what: string,
  service: PushService,
  subscriptions: readonly OwnSubscription[],
  expected: (index: number) => readonly string[],
): Verdict {
  const missing = subscriptions.flatMap(({ id }, index) => {
    const texts = service.messages(id).map(({ text }) => text)
    return expected(index).filter((wanted) => !texts.some((text) => text?.includes(wanted)))
  })
  return missing.length === 0
    ? { passed: 1, failed: 0, skipped: [], output: '' }
    : { passed: 0, failed: 1, skipped: [], output: `✖ ${what}: ${missing.length} messages did not arrive\n` }
}
