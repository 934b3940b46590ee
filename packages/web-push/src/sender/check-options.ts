import { types } from 'node:util'
import { wrongArgument } from '../wrong-argument.ts'
import type { SenderOptions } from './sender-options.ts'

/** `setTimeout` takes anything larger for 1 ms. */
const MAX_TIME_MS = 2 ** 31 - 1

/** @throws TypeError or RangeError naming an option that is wrong or unknown */
export function checkOptions(options: SenderOptions): void {
  const given: unknown = options
  if (typeof given !== 'object' || given === null) {
    throw wrongArgument('options', 'an object', given)
  }
  for (const [name, value] of Object.entries(given)) {
    const check = CHECKS[name as keyof SenderOptions] as ((value: unknown, name: string) => void) | undefined
    if (check === undefined) {
      throw wrongArgument(name, `one of ${Object.keys(CHECKS).join(', ')}`, value, 'there is no such option')
    }
    if (value !== undefined) {
      check(value, name)
    }
  }
}

const CHECKS: Record<keyof SenderOptions, (value: unknown, name: string) => void> = {
  ca: checkCa,
  resolve: checkTargets,
  proxy: checkProxy,
  noProxy: checkHosts,
  allowPrivate: checkHosts,
  maxStreams: checkLimit,
  maxSockets: checkLimit,
  maxOrigins: checkLimit,
  maxWaiting: checkLimit,
  connectTimeoutMs: checkTime,
  responseTimeoutMs: checkTime,
  bodyTimeoutMs: checkTime,
  waitTimeoutMs: checkTime,
  idleTimeoutMs: checkTime,
  lookup: checkFunction,
}

function checkCa(value: unknown, name: string): void {
  if (typeof value !== 'string' && !types.isUint8Array(value)) {
    throw wrongArgument(name, 'certificates in PEM, as text or a Buffer', value)
  }
}

function checkHosts(value: unknown, name: string): void {
  if (!Array.isArray(value) || value.some((host) => typeof host !== 'string')) {
    throw wrongArgument(name, 'an array of hosts, such as localhost:8443', value)
  }
}

// A text that is no URL is refused where it is read, and not quoted: it may hold a password.
function checkProxy(value: unknown, name: string): void {
  if (typeof value !== 'string') {
    throw wrongArgument(name, 'the URL of a proxy, such as http://proxy.example:3128', value)
  }
}

function checkTargets(value: unknown, name: string): void {
  const targets = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : [value]
  if (targets.some((target) => !isTarget(target))) {
    throw wrongArgument(name, "an object such as { 'push.example.com': '127.0.0.1:8443' }", value, 'its values are not')
  }
}

function isTarget(target: unknown): boolean {
  const port = typeof target === 'string' ? /.:(\d{1,5})$/.exec(target)?.[1] : undefined
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535
}

function checkLimit(value: unknown, name: string): void {
  if (!Number.isInteger(value) || (value as number) < 1) {
    throw new RangeError(`${name} must be a whole number, 1 or more`)
  }
}

function checkTime(value: unknown, name: string): void {
  if (typeof value !== 'number' || !(value > 0 && value <= MAX_TIME_MS)) {
    throw new RangeError(`${name} must be a number of milliseconds, more than 0 and at most ${MAX_TIME_MS}`)
  }
}

function checkFunction(value: unknown, name: string): void {
  if (typeof value !== 'function') {
    throw wrongArgument(name, 'a function', value)
  }
}
