#!/usr/bin/env node
try {
  await import('../check-node.ts')
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

const { runCommandLine } = await import('./command-line.ts')
await runCommandLine(process.argv.slice(2))
