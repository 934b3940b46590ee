// Loaded into each process that runs a test file (ci/test-files.ts), and into those it starts, older ones of Node too:
// every answer of a Belfry there is compared with the description of the API.

import { subscribe } from 'node:diagnostics_channel'

subscribe('belfry:answer', (answer) => void hold(answer))

// An unhandled rejection fails the running test, or ends a process that is no test. After the end of a test the runner
// only notes it: so the process fails, too.
async function hold(answer) {
  const { mismatchOf } = await import('./mismatch-of.ts')
  const mismatch = await mismatchOf(answer)
  if (mismatch === undefined) return
  process.on('exit', () => {
    process.exitCode = 1
    console.error(mismatch)
  })
  throw new Error(mismatch)
}
