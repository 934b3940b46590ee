import type { ImportEnd, ImportOptions } from '../imports/import-subscriptions.ts'
import type { ImportMark } from '../imports/mark-store.ts'
import { stepView } from './step-view.ts'
import type { Terminal } from './terminal.ts'

const INTERRUPTED = 130
const SOME_REFUSED = 2
const LINES_NAMED = 100
// One cause that holds for the whole file must not hide the others.
const NAMED_OF_A_CODE = 10

export interface ImportReport extends Pick<ImportOptions, 'refused' | 'progress' | 'resumed' | 'waits'> {
  start(publicKey: string): void
  /** Returns the exit code. */
  end(end: ImportEnd): number
}

/** The report of an import for a person. Ten bad lines of a code are named, a hundred in all, and all are counted. */
export function importReport(
  terminal: Terminal,
  { file, size, database }: { file: string; size: number | undefined; database: string },
  elapsed: () => number = () => performance.now(),
): ImportReport {
  const view = stepView(terminal, elapsed)
  const started = elapsed()
  const codes = new Map<string, number>()
  let named = 0
  let before = 0
  const name = file === '-' ? 'standard input' : file
  return {
    start(publicKey) {
      terminal.out(`Importing ${name} into ${database}. Ctrl-C stops it; run again, it goes on.\n`)
      terminal.out(`Lines that name no applicationServerKey count as made with ${publicKey}\n`)
    },
    resumed(done) {
      before = done.lines
      view.say(`Going on behind line ${count(done.lines)}, where it was stopped before.`)
    },
    waits: (error) => view.say(`The database is busy or away (${oneLine(error.message)}): asking again.`),
    refused({ line, code, message }) {
      const times = (codes.get(code) ?? 0) + 1
      codes.set(code, times)
      if (times > NAMED_OF_A_CODE || named >= LINES_NAMED) return
      named += 1
      view.say(`line ${line}: ${code}: ${oneLine(message)}`)
      if (named === LINES_NAMED) view.say('Further lines that are refused are only counted.')
      else if (times === NAMED_OF_A_CODE) view.say(`Further lines with ${code} are only counted.`)
    },
    progress(done) {
      const rate = Math.round(((done.lines - before) * 1000) / Math.max(1, elapsed() - started))
      const share = size === undefined ? undefined : size === 0 ? 1 : Math.min(1, done.bytes / size)
      view.show(share, `${numbers(done)} · ${count(rate)} lines/s`)
    },
    end({ finished, done }) {
      view.end()
      const seconds = Math.max(0.1, (elapsed() - started) / 1000).toFixed(1)
      for (const [code, times] of codes) terminal.err(`${count(times)} × ${code}\n`)
      const head = finished ? 'Done' : 'Stopped'
      terminal.out(`${head} after ${seconds} s: ${numbers(done)}.\n`)
      if (!finished) {
        terminal.out(
          `Run the same command again: it goes on${file === '-' ? ' with what is not there yet' : ' there'}.\n`,
        )
        return INTERRUPTED
      }
      return done.refused > 0 ? SOME_REFUSED : 0
    },
  }
}

function numbers({ lines, added, present, refused }: ImportMark): string {
  return `${count(lines)} lines, ${count(added)} added, ${count(present)} there before, ${count(refused)} refused`
}

function count(number: number): string {
  return number.toLocaleString('en')
}

// Text of the file goes to a terminal: no control characters.
function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ')
}
