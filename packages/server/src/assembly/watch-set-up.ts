import type { Log } from '../telemetry/logger.ts'

export interface WatchSetUpOptions {
  /** Returns the version of the set-up. */
  version: () => Promise<number>
  /** Takes up a change that was seen, or may have happened. */
  changed: () => Promise<void>
  log: Log
}

/** Takes up changes of other processes, at most a second after their commit. */
export interface SetUpWatch extends AsyncDisposable {
  /** Looks now: this process has changed something itself. */
  look(): Promise<void>
}

const LOOK_EVERY_MS = 1000

export function watchSetUp(known: number, { version, changed, log }: WatchSetUpOptions): SetUpWatch {
  let seen = known
  let looking: Promise<void> = Promise.resolve()
  let isFailing = false
  let isBusy = false

  async function lookOnce(): Promise<void> {
    const found = await version()
    if (found === seen) return
    await changed()
    seen = found
  }

  function look(): Promise<void> {
    looking = looking.catch(() => undefined).then(lookOnce)
    return looking
  }

  async function tick(): Promise<void> {
    if (isBusy) return
    isBusy = true
    try {
      await look()
      isFailing = false
    } catch (error) {
      // Until then requests are refused and deliveries go on with the known set-up.
      if (!isFailing) log.warn({ error }, 'changes of the set-up wait for the database')
      isFailing = true
    } finally {
      isBusy = false
    }
  }

  const timer = setInterval(() => void tick(), LOOK_EVERY_MS)
  timer.unref()
  return {
    look,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await looking.catch(() => undefined)
    },
  }
}
