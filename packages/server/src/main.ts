#!/usr/bin/env node
import { run } from './cli/run.ts'

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
// Only fires when something was left open, and then says nothing more to anybody.
setTimeout(() => process.exit(), 1000).unref()
