#!/usr/bin/env node
try {
  await import('./check-node.ts')
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

const { runPushService } = await import('./cli/run-push-service.ts')
const { openTerminal } = await import('./cli/open-terminal.ts')

process.exitCode = await runPushService(process.argv.slice(2), openTerminal())
