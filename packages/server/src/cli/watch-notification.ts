import { setTimeout as delay } from 'node:timers/promises'
import type { BelfryModels } from '@belfry/client'
import { ServerAwayError } from './api-error.ts'
import { fit, isOver, progressText } from './progress-text.ts'
import type { Terminal } from './terminal.ts'

export interface WatchOptions {
  /** Ctrl-C: stops the watching, and nothing else */
  stop: AbortSignal
  /** the command that shows it again */
  command: string
}

const LOOK_EVERY_MS = { terminal: 250, plain: 1000 }
// Longer than a restart of the server.
const AWAY_PATIENCE_MS = 60_000
const INTERRUPTED = 130

/**
 * Shows the progress of a notification until it has ended: a moving bar on a terminal, a line for each change
 * elsewhere. Returns the exit code. Throws ApiError, and ServerAwayError when the server stays away.
 */
export async function watchNotification(
  id: string,
  client: { get(id: string): Promise<BelfryModels['Notification']> },
  terminal: Terminal,
  { stop, command }: WatchOptions,
): Promise<number> {
  const view = terminal.isTerminal ? movingView(terminal) : plainView(terminal)
  const told = new Set<string>()
  const every = terminal.isTerminal ? LOOK_EVERY_MS.terminal : LOOK_EVERY_MS.plain
  let awaySince: number | undefined
  while (!stop.aborted) {
    try {
      const notification = await client.get(id)
      awaySince = undefined
      for (const { reason, service, host, summary, help } of notification.problems ?? []) {
        const place = `${host ?? service}, ${reason}`
        if (!told.has(place)) view.say(`${place}: ${summary}. ${help}`)
        told.add(place)
      }
      view.show(notification)
      if (isOver(notification)) {
        view.end()
        if (notification.note !== undefined) terminal.out(`${notification.note}\n`)
        return 0
      }
    } catch (error) {
      if (!(error instanceof ServerAwayError)) throw error
      awaySince ??= performance.now()
      if (performance.now() - awaySince > AWAY_PATIENCE_MS) throw error
      view.note(`${error.message}: asking again`)
    }
    // Rejects when Ctrl-C ends the wait, which the loop sees.
    await delay(every, undefined, { signal: stop }).catch(() => undefined)
  }
  view.end()
  terminal.out(
    `It goes on without you. See it again:  ${command} watch ${id}\n` +
      `Hold it, or end it:                    ${command} pause ${id}  ·  ${command} cancel ${id}\n`,
  )
  return INTERRUPTED
}

interface View {
  show(notification: BelfryModels['Notification']): void
  note(text: string): void
  /** A line that stays. */
  say(text: string): void
  end(): void
}

function movingView(terminal: Terminal): View {
  const write = (line: string) => {
    terminal.out(`\r\u001b[K${fit(line, (terminal.columns ?? 80) - 1)}`)
  }
  return {
    show: (notification) => write(progressText(notification, { bar: true })),
    note: write,
    say: (text) => terminal.out(`\r\u001b[K${text}\n`),
    end: () => terminal.out('\n'),
  }
}

// For a log file: a line when something has changed, and none when nothing has.
function plainView(terminal: Terminal): View {
  let last = ''
  const write = (line: string) => {
    if (line !== last) terminal.out(`${line}\n`)
    last = line
  }
  return {
    show: (notification) => write(progressText(notification, { bar: false })),
    note: write,
    say: (text) => terminal.out(`${text}\n`),
    end: () => undefined,
  }
}
