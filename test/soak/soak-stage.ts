import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BelfryProcess } from './belfry-process.ts'
import type { Reach } from './push-service-process.ts'
import type { Chance } from './random.ts'
import type { SoakDatabase } from './soak-database.ts'

/** What is under test, on one kind of database or the other. */
export interface SoakStage extends AsyncDisposable {
  database: SoakDatabase
  api: SoakApi
  /** Starts all processes. */
  start(): Promise<void>
  processes(): readonly BelfryProcess[]
  /** What can go wrong here, besides the push service and the clock. */
  troubles: readonly Trouble[]
  /** The time is over: whatever is broken is put right. */
  calm(): Promise<void>
  logged: Record<string, number>
  /** What could not be tried here, and why. */
  skipped: readonly string[]
}

/** Where an app sends its requests. */
export interface SoakApi {
  url: string
  apiKey(): string
}

/** Something that happens again and again, on average so far apart. */
export interface Trouble {
  everyMs: number
  /** What is under way at that moment comes twice: it does not happen again before enough else was sent. */
  repeats?: boolean
  happen: (chance: Chance, happened: (what: string) => void) => Promise<void>
}

export interface SoakStageOptions {
  /** for whatever the stage needs, but the data */
  folder: string
  reach: Reach
  durationMs: number
  /** the file that says how wrong the clock is */
  clock: string
}

/** The key is read from the data folder as soon as somebody asks for it. */
export function soakApi(port: number, data: string): SoakApi {
  return {
    url: `http://127.0.0.1:${port}`,
    apiKey: () => {
      const secrets = readFileSync(join(data, 'secrets.json'), 'utf8')
      return (JSON.parse(secrets) as { apiKey: string }).apiKey
    },
  }
}

export async function isReady({ url }: SoakApi): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false // nobody listens yet
  }
}

/** Rights the clock, or makes it wrong. */
export function setClock(file: string, offsetMs: number): void {
  writeFileSync(file, String(offsetMs))
}
