import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'

export interface ChildOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** milliseconds after which the child and its children are killed */
  timeoutMs: number
  signal: AbortSignal
  /** how much others go before it, for it and its children: 0 (default) to 19 */
  niceness?: number
}

export interface ChildResult {
  /** the exit code; undefined when it was killed, or never ran */
  code: number | undefined
  timedOut: boolean
  /** stdout and stderr as they came, at most the last 200,000 characters */
  output: string
}

const outputLimit = 200_000

/**
 * Runs a command to its end and captures its output. The command gets its own process group, so that the browsers and
 * databases it started always end with it.
 */
export async function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  if (child.pid !== undefined && options.niceness !== undefined) setPriority(child.pid, options.niceness)
  let output = ''
  let timedOut = false
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-outputLimit)
    })
  }
  const stop = () => killGroup(child.pid)
  const timer = setTimeout(() => {
    timedOut = true
    stop()
  }, options.timeoutMs)
  options.signal.addEventListener('abort', stop)
  const code = await new Promise<number | undefined>((resolve) => {
    let status: number | undefined
    child.on('error', (error) => {
      output += `${error.message}\n`
      resolve(undefined)
    })
    child.on('exit', (exitCode) => {
      status = exitCode ?? undefined
      stop() // A process left in the group would keep the pipes open.
      setTimeout(() => resolve(status), 1000).unref()
    })
    child.on('close', () => resolve(status))
  })
  clearTimeout(timer)
  options.signal.removeEventListener('abort', stop)
  return { code, timedOut, output }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // The group is already empty, as intended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
