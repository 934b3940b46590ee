import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const condition = '--conditions=@belfry/source'

/** Runs a TypeScript entry on `node` in the reader's terminal and resolves to its exit code. */
export function runEntry(node, entry, args) {
  const child = spawn(node, [entry, ...args], { stdio: 'inherit', env: withSources(process.env) })
  const forget = passSignalsOn(child)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      forget()
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

// Workspace packages resolve to their sources (docs/decisions/0002), in the processes that the entry
// starts as well, so the flag goes into the environment.
function withSources(env) {
  const options = env.NODE_OPTIONS ?? ''
  if (options.includes(condition)) return env
  return { ...env, NODE_OPTIONS: `${options} ${condition}`.trim() }
}

/**
 * A Ctrl-C at a terminal goes to the whole process group, so the child already has it, and npm sends this process one
 * more. Only without a terminal do we have to pass it on, and only once: to most servers a second signal means "stop at
 * once".
 */
function passSignalsOn(child) {
  const sent = new Set()
  const listener = (signal) => {
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    if (sent.has(signal)) return
    sent.add(signal)
    setTimeout(() => sent.delete(signal), 1000).unref()
    child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, listener)
  return () => {
    for (const signal of signals) process.off(signal, listener)
  }
}
