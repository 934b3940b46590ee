#!/usr/bin/env node
import { existsSync } from 'node:fs'

try {
  await import('./check-node.ts')
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

const { run } = await import('./cli/run.ts')
const { ENVIRONMENT_FILE } = await import('./config/environment-file.ts')

// Variables that are set stay as they are.
if (existsSync(ENVIRONMENT_FILE)) process.loadEnvFile(ENVIRONMENT_FILE)

// `belfry … | head`: the reader has seen enough.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stdout.isTTY,
  canAsk: process.stdin.isTTY,
  get columns() {
    return process.stdout.columns
  },
  get input() {
    return process.stdin
  },
})
// Only fires when something was left open, and then ends silently.
setTimeout(() => process.exit(), 1000).unref()
