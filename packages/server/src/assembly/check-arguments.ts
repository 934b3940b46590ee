// Checks the arguments of an app in JavaScript, which no type stops: one schema for each method. A Refusal names the
// argument, or a TypeError where the app's framework passes it.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Belfry, PostgresClient } from '../belfry.ts'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { parseInput } from '../refusals/refusal.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import { FURTHEST_S, grantedTopics, subscriberId } from '../subscribers/identity.ts'

const FURTHEST_MS = FURTHEST_S * 1000

const site = z.string().regex(STORABLE_TEXT, NOT_STORABLE).default(DEFAULT_SITE)

const notifyOptions = z.strictObject({
  site,
  // It has its own check and code, for every source.
  idempotencyKey: z.custom<string>().optional(),
  transaction: z
    .custom<DatabaseSync>(
      (value) => has(value, ['prepare', 'exec', 'location']),
      'must be the DatabaseSync of node:sqlite that your transaction is open on',
    )
    .optional(),
  client: z
    .custom<PostgresClient>(
      (value) => has(value, ['query']),
      'must be the client of pg that your transaction is open on',
    )
    .optional(),
})

const whoSchema = z.strictObject({
  subscriber: subscriberId,
  topics: grantedTopics,
  site,
  expiresInMs: z.number().min(-FURTHEST_MS).max(FURTHEST_MS).optional(),
})

/** The options of `notify`, or a Refusal. */
export function checkNotifyOptions(options: unknown = {}): z.output<typeof notifyOptions> {
  return parseInput(notifyOptions, options, 'the options of notify')
}

/** The options of `preview`, or a Refusal. */
export function checkPreviewOptions(options: unknown = {}): { site: string } {
  return parseInput(z.strictObject({ site }), options, 'the options of preview')
}

/**
 * Who a token or a link is for, or a Refusal: a token for a wrong value would be signed, and refused at the visitor's
 * request.
 */
export function checkWho(who: unknown, method: 'identify' | 'preferencesLink', lifetimeMs: number): Who {
  const { expiresInMs = lifetimeMs, ...given } = parseInput(whoSchema, who, `the argument of ${method}`)
  return { ...given, expiresInMs }
}

/** Who is to be signed out, or a Refusal. */
export function checkSignOut(who: unknown): z.output<typeof signOutSchema> {
  return parseInput(signOutSchema, who, 'the argument of signOut')
}

const signOutSchema = z.strictObject({ subscriber: subscriberId, only: z.literal('grants').optional(), site })

type Who = z.output<typeof whoSchema> & { expiresInMs: number }

/** Frameworks have their own Request classes, so this checks no class. */
export function checkRequest(request: Parameters<Belfry['fetch']>[0]): void {
  if (typeof request?.url !== 'string' || typeof request.headers?.get !== 'function') {
    throw wrongArgument('fetch must be called with a Request')
  }
}

/** The arguments of a node:http listener, or similar objects. */
export function checkIncoming(incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (typeof incoming?.url !== 'string' || !has(outgoing, ['writeHead', 'end'])) {
    throw wrongArgument('listener must be called with the request and the response of node:http')
  }
}

function wrongArgument(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' })
}

// Not by class: an app may have its own copy of pg, or a wrapper that records queries.
function has(value: unknown, methods: readonly string[]): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    methods.every((name) => typeof Reflect.get(value, name) === 'function')
  )
}
