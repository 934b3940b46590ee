import { ENCRYPTION_NAMES, loadEngine } from '@belfry/web-push'
import type { EncryptionName } from '@belfry/web-push'
import { compileNativePart } from './compile-native-part.ts'

/** `native` with the fastest back end that runs here, or with the one that is named. */
export type EngineName = 'native' | Exclude<EncryptionName, 'auto'>

const NAMES: readonly EngineName[] = ['native', ...ENCRYPTION_NAMES.filter((name) => name !== 'auto')]

/** As Belfry's setting `encryption` has it. */
export function encryptionOf(engine: EngineName): EncryptionName {
  return engine === 'native' ? 'auto' : engine
}

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
  const name = NAMES.find((one) => one === (wanted ?? 'native'))
  if (name === undefined) return { ok: false, message: `--engine is one of ${NAMES.join(', ')}, not ${wanted}` }
  const compilerFault = compileNativePart()
  const { nativeFault, backendFault } = await loadEngine({ use: encryptionOf(name) })
  const fault = nativeFault ?? (name === 'native' ? undefined : backendFault)
  if (fault === undefined) return { ok: true, name }
  if (wanted === undefined) return { ok: true, name: 'typescript' }
  const message = `The engine ${name} does not load: ${fault}`
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
