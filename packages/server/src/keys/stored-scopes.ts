import { z } from 'zod'
import { parseStored } from '../database/stored-json.ts'
import type { FigureDates } from '../http/figure-dates.ts'

/** The scopes of a key: sending, reading, changing the set-up. */
export const API_KEY_SCOPES = ['send', 'read', 'manage'] as const
/** What a key can be given; `figures` is a part of `read`, the sums of the statistics alone. */
export const GIVEN_SCOPES = [...API_KEY_SCOPES, 'figures'] as const
export type ApiKeyScope = (typeof GIVEN_SCOPES)[number]

/** What a key may. */
export interface KeyScopes {
  scopes: readonly ApiKeyScope[]
  /** Of a key with the scope `figures` alone: the days of which it reads them; null: all. */
  dates: FigureDates | null
}

const FROM = 'figures-from='
const TO = 'figures-to='
const isScope = (word: string): word is ApiKeyScope => GIVEN_SCOPES.some((scope) => scope === word)
const storedWords = z.array(
  z.string().refine((word) => isScope(word) || word.startsWith(FROM) || word.startsWith(TO), 'is no scope'),
)

/**
 * As a column keeps them: a JSON list of words, or null for all scopes. Bounds are words of it as well, so that a
 * process that does not know them refuses the key, where it would leave out a column of their own.
 */
export function writeScopes({ scopes, dates }: KeyScopes): string | null {
  if (scopes.length === API_KEY_SCOPES.length) return null
  const bounds = [dates?.from ? FROM + dates.from : '', dates?.to ? TO + dates.to : ''].filter(Boolean)
  return JSON.stringify([...scopes, ...bounds])
}

export function readScopes(stored: string | null): KeyScopes {
  if (stored === null) return { scopes: API_KEY_SCOPES, dates: null }
  const words = parseStored(storedWords, stored, 'api_keys.scopes')
  const bound = (name: string) => words.find((word) => word.startsWith(name))?.slice(name.length) ?? null
  const dates = { from: bound(FROM), to: bound(TO) }
  return { scopes: words.filter(isScope), dates: dates.from === null && dates.to === null ? null : dates }
}
