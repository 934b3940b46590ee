import { runBrowser } from './cli/run-browser.ts'
import { openTerminal } from './cli/open-terminal.ts'

process.exitCode = await runBrowser(process.argv.slice(2), openTerminal())
