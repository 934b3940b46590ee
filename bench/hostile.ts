import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startServe } from '#test/belfry/serve-process'
import { browserSubscription } from '#test/belfry/temporary-belfry'
import { startPostgresStore } from '#test/databases/postgres-store'

/** How fast the rightful are answered while strangers attack. Times in ms. */
export interface HostileReport {
  name: 'hostile'
  node: string
  database: 'sqlite' | 'postgres'
  seconds: number
  hostilePerMinute: number
  hostile: Record<string, number>
  rightful: { asked: number; failed: number; p50: number; p99: number; most: number }
}

const SITE = 'https://example.com'
const RIGHTFUL_PER_SECOND = 20
const PEOPLE = 200
const STRANGERS = 2000

/**
 * One `belfry serve`, asked through a proxy on this machine by visitors with browsers of their own, while strangers
 * send so many requests a minute: made-up registrations, guessed keys, broken bodies, foreign pages, unknown sites.
 */
export async function measureHostile(
  hostilePerMinute: number,
  database: 'sqlite' | 'postgres',
  seconds: number,
): Promise<HostileReport> {
  const data = mkdtempSync(join(tmpdir(), 'belfry-bench-hostile-'))
  const postgres = database === 'postgres' ? await startPostgresStore() : undefined
  const place = await postgres?.createDatabase()
  try {
    const env = { BELFRY_DATA: data, BELFRY_URL: SITE, BELFRY_CONTACT: 'ops@example.com' }
    await using server = await startServe({ ...env, NODE_OPTIONS: '', ...(place && { DATABASE_URL: place.url }) })
    const agent = new Agent({ keepAlive: true, maxSockets: 100 })
    const { apiKey } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as { apiKey: string }
    const target = { url: server.url, agent, apiKey }
    const people = Array.from({ length: PEOPLE }, (_, n) => ({
      address: `192.0.2.${n % 250}`,
      ...browserSubscription(),
    }))
    for (const { address, ...body } of people) await ask(target, { method: 'PUT', address, body })
    const hostile: Record<string, number> = {}
    const took: number[] = []
    let failed = 0
    const attack = every(60_000 / hostilePerMinute, seconds, async (n) => {
      const { status } = await ask(target, strange(n))
      hostile[status] = (hostile[status] ?? 0) + 1
    })
    const visit = every(1000 / RIGHTFUL_PER_SECOND, seconds, async (n) => {
      const { address, ...body } = people[n % PEOPLE] as (typeof people)[number]
      const { status, ms } = await ask(target, rightful(n, address, body))
      took.push(ms)
      if (status >= 300) failed += 1
    })
    await Promise.all([attack, visit])
    agent.destroy()
    took.sort((a, b) => a - b)
    const at = (share: number) => Math.round((took[Math.floor((took.length - 1) * share)] ?? 0) * 10) / 10
    const figures = { asked: took.length, failed, p50: at(0.5), p99: at(0.99), most: at(1) }
    return { name: 'hostile', node: process.version, database, seconds, hostilePerMinute, hostile, rightful: figures }
  } finally {
    await place?.[Symbol.asyncDispose]()
    await postgres?.[Symbol.asyncDispose]()
    rmSync(data, { recursive: true })
  }
}

/** For people. */
export function hostileTable({ database, seconds, hostilePerMinute, hostile, rightful }: HostileReport): string {
  const answers = Object.entries(hostile).map(([status, count]) => `${count} times ${status}`)
  const { asked, failed, p50, p99, most } = rightful
  return [
    `hostile: ${hostilePerMinute} requests a minute for ${seconds} s, on ${database}`,
    `they were answered ${answers.join(', ')}`,
    `rightful: ${asked}, ${failed} failed; p50 ${p50} ms, p99 ${p99} ms, at most ${most} ms`,
  ].join('\n')
}

interface Asked {
  method: string
  path?: string
  address: string
  body?: object | string
  headers?: Record<string, string>
}

function rightful(n: number, address: string, body: object): Asked {
  switch (n % 4) {
    case 0:
      return { method: 'GET', path: '/b/default/config', address }
    case 1:
      return { method: 'GET', path: '/v1/topics', address, headers: { authorization: 'key' } }
    case 2:
      return { method: 'GET', path: '/b/default/client.js', address }
    default:
      return { method: 'PUT', address, body }
  }
}

function strange(n: number): Asked {
  const stranger = n % STRANGERS
  const address = `${20 + (stranger % 200)}.${Math.floor(stranger / 200)}.7.${stranger % 250}`
  switch (n % 8) {
    case 0:
      return { method: 'GET', path: '/v1/topics', address, headers: { authorization: `Bearer ${hex()}` } }
    case 1:
      return { method: 'PUT', address, body: '{"endpoint": "https://' }
    case 2:
      return { method: 'PUT', address, body: browserSubscription(), headers: { origin: 'https://evil.example' } }
    case 3:
      return { method: 'GET', path: `/b/${hex()}/config`, address }
    case 4:
      return { method: 'PUT', address, body: { ...browserSubscription(), endpoint: 'https://10.0.0.1/' } }
    case 5:
      return { method: 'POST', path: '/b/default/interactions', address, body: { handle: hex(), seen: [hex()] } }
    case 6:
      return { method: 'PUT', address, body: { ...browserSubscription(), identity: `${hex()}.${hex()}` } }
    default:
      return { method: 'PUT', address, body: browserSubscription(hex()) }
  }
}

function hex(): string {
  return randomBytes(16).toString('hex')
}

function ask(
  { url, agent, apiKey }: { url: string; agent: Agent; apiKey: string },
  { method, path = '/b/default/subscription', address, body, headers = {} }: Asked,
): Promise<{ status: number; ms: number }> {
  const text = typeof body === 'object' ? JSON.stringify(body) : body
  const own = headers['authorization'] === 'key' ? { authorization: `Bearer ${apiKey}` } : {}
  const all = {
    host: 'example.com',
    origin: SITE,
    'x-forwarded-for': address,
    'x-forwarded-proto': 'https',
    ...(text === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
    ...own,
  }
  const begun = performance.now()
  return new Promise((resolve) => {
    const sent = request(new URL(path, url), { method, agent, headers: all }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - begun }))
      answer.once('error', () => resolve({ status: 599, ms: performance.now() - begun }))
    })
    sent.once('error', () => resolve({ status: 599, ms: performance.now() - begun }))
    sent.end(text)
  })
}

/** Starts one at each interval, whether the ones before have ended or not; resolves when all have. */
async function every(intervalMs: number, seconds: number, start: (n: number) => Promise<void>): Promise<void> {
  const begun = performance.now()
  const running: Promise<void>[] = []
  for (let n = 0; performance.now() - begun < seconds * 1000; n += 1) {
    await delay(Math.max(0, begun + n * intervalMs - performance.now()))
    running.push(start(n))
  }
  await Promise.all(running)
}
