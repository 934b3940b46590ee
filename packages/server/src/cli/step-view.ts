import { bar, fit } from './progress-text.ts'
import type { Terminal } from './terminal.ts'

/** Shows the progress of a long command: a moving bar on a terminal, a line every few seconds elsewhere. */
export interface StepView {
  /** `share` from 0 to 1, undefined when unknown; `text` has it in numbers. */
  show(share: number | undefined, text: string): void
  /** A separate line, above the bar. */
  say(text: string): void
  end(): void
}

const EVERY_MS = { terminal: 100, plain: 5000 }

/** `elapsed` in monotonic milliseconds. */
export function stepView(terminal: Terminal, elapsed: () => number = () => performance.now()): StepView {
  const isTerminal = terminal.isTerminal === true
  const every = isTerminal ? EVERY_MS.terminal : EVERY_MS.plain
  const started = elapsed()
  let shownAt = started
  let startShare: number | undefined
  let last = ''

  function lineOf(share: number | undefined, text: string): string {
    if (share === undefined) return text
    startShare ??= share
    const left = secondsLeft(share - startShare, 1 - share, elapsed() - started)
    const percent = `${String(Math.floor(share * 100)).padStart(3)} %`
    return [`${isTerminal ? `${bar(share)} ` : ''}${percent}`, text, ...left].join(' · ')
  }

  function draw(line: string): void {
    last = line
    if (isTerminal) terminal.out(`\r\u001b[K${fit(line, (terminal.columns ?? 80) - 1)}`)
    else if (line !== '') terminal.out(`${line}\n`)
  }

  return {
    show(share, text) {
      const line = lineOf(share, text)
      if (elapsed() - shownAt < every) last = line
      else {
        shownAt = elapsed()
        draw(line)
      }
    },
    say(text) {
      if (isTerminal) terminal.out('\r\u001b[K')
      terminal.err(`${text}\n`)
      if (isTerminal) draw(last)
    },
    end() {
      if (last !== '' && isTerminal) {
        draw(last)
        terminal.out('\n')
      }
    },
  }
}

function secondsLeft(done: number, left: number, ms: number): string[] {
  if (done <= 0 || left <= 0 || ms < 1000) return []
  const seconds = Math.ceil((ms * left) / done / 1000)
  return [`about ${seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`} left`]
}
