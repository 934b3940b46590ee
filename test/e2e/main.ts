// npm run e2e -- --browser firefox|chromium [--only word] [--program file] [--declarative on|off]: the whole way from
// the form to the desktop, in one real browser: the usual one, or that program. In Firefox `--declarative on` makes the
// browser show declarative messages without the worker.

import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { endToEnd } from '../../ci/end-to-end.ts'
import { slotsOfMachine } from '../../ci/slots-of-machine.ts'
import { closingLine } from '../../ci/verdict.ts'

const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: 'firefox' },
    only: { type: 'string' },
    program: { type: 'string' },
    declarative: { type: 'string' },
  },
})

process.exitCode = await run(values.browser)

async function run(browser: string): Promise<number> {
  if (browser !== 'firefox' && browser !== 'chromium') {
    console.error(`--browser takes firefox or chromium, not ${JSON.stringify(browser)}`)
    return 1
  }
  const { declarative, program } = values
  if (declarative !== undefined && (browser !== 'firefox' || !['on', 'off'].includes(declarative))) {
    console.error('--declarative takes on or off, and goes with --browser firefox')
    return 1
  }
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  process.once('SIGTERM', () => interrupted.abort())
  const verdict = await endToEnd(browser, {
    only: values.only,
    program,
    declarative,
    signal: interrupted.signal,
    slots: slotsOfMachine(),
    onFile: (file, { passed, failed }) =>
      console.log(`${failed === 0 ? '✔' : '✖'} ${relative('.', file)}: ${passed} passed, ${failed} failed`),
  })
  for (const { what, why } of verdict.skipped) console.log(`↷ SKIPPED ${what}: ${why}`)
  for (const first of verdict.unstable ?? [])
    console.log(`↻ UNSTABLE, passed when it was run again. At first:\n${first}`)
  console.log(`${verdict.output}${closingLine(verdict)}`)
  return verdict.failed > 0 || interrupted.signal.aborted ? 1 : 0
}
