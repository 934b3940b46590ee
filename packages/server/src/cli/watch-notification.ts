import { setTimeout as delay } from 'node:timers/promises'
import type { NotificationDetails } from '../notifications/notification-view.ts'
import type { ApiClient } from './api-client.ts'
import { ServerAwayError } from './api-error.ts'
import { fit, isOver, progressText } from './progress-text.ts'
import type { Terminal } from './terminal.ts'

export interface WatchOptions {
  /** Ctrl-C: stops the watching, and nothing else */
  stop: AbortSignal
  /** how the person comes back to it */
  command: string
}

const LOOK_EVERY_MS = { terminal: 250, plain: 1000 }
// A server that restarts is back sooner.
const AWAY_PATIENCE_MS = 60_000
const INTERRUPTED = 130

/**
 * Shows how a notification gets on until it has ended: a moving bar on a terminal, a line for each change elsewhere.
 * Answers with the exit code. Throws ApiError, and ServerAwayError when the server stays away.
 */
export async function watchNotification(
  id: string,
  client: Pick<ApiClient, 'get'>,
  terminal: Terminal,
  { stop, command }: WatchOptions,
): Promise<number> {
  const view = terminal.isTerminal ? movingView(terminal) : plainView(terminal)
  const every = terminal.isTerminal ? LOOK_EVERY_MS.terminal : LOOK_EVERY_MS.plain
  let awaySince: number | undefined
  while (!stop.aborted) {
    try {
      const notification = await client.get(id)
      awaySince = undefined
      view.show(notification)
      if (isOver(notification)) {
        view.end()
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
  show(notification: NotificationDetails): void
  note(text: string): void
  end(): void
}

function movingView(terminal: Terminal): View {
  const write = (line: string) => {
    terminal.out(`\r\u001b[K${fit(line, (terminal.columns ?? 80) - 1)}`)
  }
  return {
    show: (notification) => write(progressText(notification, { bar: true })),
    note: write,
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
    end: () => undefined,
  }
}
