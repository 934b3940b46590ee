// npm run e2e -- --browser firefox|chromium: the whole way from the form to the desktop, in one real browser.

import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runTestFiles } from '../../ci/test-files.ts'
import { closingLine } from '../../ci/verdict.ts'
import { provideBrowser } from '../../setup/browsers.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values } = parseArgs({
  options: { browser: { type: 'string', default: 'firefox' }, only: { type: 'string' } },
})

process.exitCode = await run(values.browser)

async function run(browser: string): Promise<number> {
  if (browser !== 'firefox' && browser !== 'chromium') {
    console.error(`--browser takes firefox or chromium, not ${JSON.stringify(browser)}`)
    return 1
  }
  const provided = await provideBrowser(browser)
  if (!provided.ok) {
    console.log(`SKIPPED: the end-to-end tests need ${browser} and its companions.`)
    console.log(`Install them with: ${provided.install}`)
    console.log('0 passed, 0 failed, 1 skipped')
    return 0
  }
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  process.once('SIGTERM', () => interrupted.abort())
  const files = globSync('test/e2e/**/*.test.ts', { cwd: root })
    .filter((file) => values.only === undefined || file.includes(values.only))
    .toSorted()
  const verdict = await runTestFiles(
    files.map((file) => `${root}${file}`),
    {
      root,
      signal: interrupted.signal,
      env: { BELFRY_E2E_BROWSER: browser },
      onFile: (file, { passed, failed }) =>
        console.log(
          `${failed === 0 ? '✔' : '✖'} ${file.slice(root.length)} ${passed} passed, ${failed} failed`,
        ),
    },
  )
  console.log(`${verdict.output}${closingLine(verdict)}`)
  return verdict.failed > 0 || interrupted.signal.aborted ? 1 : 0
}
