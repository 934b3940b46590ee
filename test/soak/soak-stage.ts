import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BelfryProcess } from './belfry-process.ts'
import type { Reach } from './push-service-process.ts'
import type { Chance } from './random.ts'
import type { SoakDatabase } from './soak-database.ts'

/** The system under test, on one kind of database or the other. */
export interface SoakStage extends AsyncDisposable {
  database: SoakDatabase
  api: SoakApi
  /** Starts all processes. */
  start(): Promise<void>
  processes(): readonly BelfryProcess[]
  /** The troubles here, besides the push service and the clock. */
  troubles: readonly Trouble[]
  /** Ends a process that sends with SIGKILL, and starts it again. */
  kill: Trouble['happen']
  /** Ends the troubles and repairs everything. */
  calm(): Promise<void>
  logged: Record<string, number>
  /** The troubles that were impossible here, and why. */
  skipped: readonly string[]
}

/** The address for an app's requests. */
export interface SoakApi {
  url: string
  apiKey(): string
}

/** A recurring trouble, with its average interval. */
export interface Trouble {
  everyMs: number
  /** Messages under way at that moment repeat: it does not recur before enough others were sent. */
  repeats?: boolean
  happen: (chance: Chance, happened: (what: string) => void) => Promise<void>
}

export interface SoakStageOptions {
  /** for the stage's own files, except the data */
  folder: string
  reach: Reach
  durationMs: number
  /** the file with the error of the clock */
  clock: string
}

/** The key is read from the data folder at its first use. */
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

/** Corrects the clock, or makes it wrong. */
export function setClock(file: string, offsetMs: number): void {
  writeFileSync(file, String(offsetMs))
}
