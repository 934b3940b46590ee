/** The environment of a program of this package. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: string
  /** aborts when the person at the terminal wants an end (Ctrl-C) */
  readonly interrupted: AbortSignal
}

/** The person has to do something differently; the message says what. Exit code 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code = 'usage'
}

/** Resolves when the person at the terminal wants an end. */
export async function interruption({ interrupted }: Terminal): Promise<void> {
  if (interrupted.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  interrupted.addEventListener(
    'abort',
    () => {
      resolve()
    },
    { once: true },
  )
  await promise
}

/** Runs a command; a mistake that the person can mend is printed in one line, any other error is rethrown. */
export async function runCommand(terminal: Terminal, command: () => Promise<void>): Promise<number> {
  try {
    await command()
    return 0
  } catch (error) {
    const explained = explain(error)
    if (explained === undefined) throw error
    terminal.err(`${explained}\n`)
    return 1
  }
}

const expectedCodes = new Set([
  'usage',
  'port-taken',
  'folder-in-use',
  'browser-missing',
  'push-service-not-found',
  'puppeteer-missing',
])

const fileProblems: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'it is a file, not a folder',
}

function explain(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { code = '', path } = error as NodeJS.ErrnoException
  if (code === 'port-taken') return `${error.message}: stop what uses it or choose another with --port`
  if (code.startsWith('ERR_PARSE_ARGS')) return error.message
  if (expectedCodes.has(code)) return error.message
  const problem = fileProblems[code]
  if (problem !== undefined) return `cannot use ${path ?? 'the folder'}: ${problem}; choose another with --folder`
  return undefined
}
