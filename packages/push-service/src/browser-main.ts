try {
  await import('./check-node.ts')
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

const { runBrowser } = await import('./cli/run-browser.ts')
const { openTerminal } = await import('./cli/open-terminal.ts')

process.exitCode = await runBrowser(process.argv.slice(2), openTerminal())
