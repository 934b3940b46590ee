#!/usr/bin/env node
try {
  await import('./check-node.ts')
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

const { run } = await import('./cli/run.ts')

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
  get columns() {
    return process.stdout.columns
  },
  get input() {
    return process.stdin
  },
})
// Only fires when something was left open, and then ends silently.
setTimeout(() => process.exit(), 1000).unref()
