import { loadEngine } from '@belfry/web-push'
import { compileNativePart } from './compile-native-part.ts'

export type EngineName = 'typescript' | 'native'

export interface Settings {
  engine: EngineName
  /** worker threads; 0 is the main thread */
  workers: number
  /** for each contender; undefined leaves it to the benchmark */
  messages: number | undefined
  rounds: number
}

type Parsed = ({ ok: true } & Settings) | { ok: false; message: string }

/** Checks the command line; the available engine is the default of `--engine`. */
export async function parseSettings(options: {
  engine?: string | undefined
  workers?: string | undefined
  messages?: string | undefined
  rounds?: string | undefined
}): Promise<Parsed> {
  const engine = await chooseEngine(options.engine)
  if (!engine.ok) return engine
  const workers = wholeNumber('workers', options.workers ?? '0', 0)
  if (!workers.ok) return workers
  const rounds = wholeNumber('rounds', options.rounds ?? '10', 1)
  if (!rounds.ok) return rounds
  const settings = {
    ok: true,
    engine: engine.name,
    workers: workers.value,
    rounds: rounds.value,
  } as const
  if (options.messages === undefined) return { ...settings, messages: undefined }
  const messages = wholeNumber('messages', options.messages, 1)
  return messages.ok ? { ...settings, messages: messages.value } : messages
}

async function chooseEngine(
  wanted: string | undefined,
): Promise<{ ok: true; name: EngineName } | { ok: false; message: string }> {
  if (wanted === 'typescript') return { ok: true, name: 'typescript' }
  if (wanted !== undefined && wanted !== 'native') {
    return { ok: false, message: `--engine is typescript or native, not ${wanted}` }
  }
  const compilerFault = compileNativePart()
  const { nativeFault } = await loadEngine()
  if (nativeFault === undefined) return { ok: true, name: 'native' }
  if (wanted === undefined) return { ok: true, name: 'typescript' }
  const message = `The native engine does not load: ${nativeFault}`
  return { ok: false, message: [message, compilerFault].filter(Boolean).join('\n') }
}

function wholeNumber(
  name: string,
  text: string,
  least: number,
): { ok: true; value: number } | { ok: false; message: string } {
  const value = Number(text)
  return Number.isInteger(value) && value >= least
    ? { ok: true, value }
    : { ok: false, message: `--${name} is a whole number from ${least}, not ${text}` }
}
