#!/usr/bin/env node
import { runPushService } from './cli/run-push-service.ts'
import { openTerminal } from './cli/open-terminal.ts'

process.exitCode = await runPushService(process.argv.slice(2), openTerminal())
