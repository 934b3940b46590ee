import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, provideBrowser } from '../setup/browsers.ts'
import { runChild } from './child-process.ts'
import type { Step } from './step.ts'
import { type Verdict, nothing } from './verdict.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The end-to-end tests in one real browser; skipped, with the command to mend it, where there is none. */
export function endToEndStep(browser: Browser): Step {
  return {
    name: browser,
    title: `a form, a server, a push service and a real ${browser}`,
    run: async (signal) => {
      const provided = await provideBrowser(browser)
      if (!provided.ok) {
        const why = `it needs ${browser} and its companions: ${provided.install}`
        return { ...nothing, skipped: [{ what: `end-to-end tests in ${browser}`, why }] }
      }
      const entry = join(root, 'test/e2e/main.ts')
      const { code, timedOut, output } = await runChild(
        process.execPath,
        [entry, '--browser', browser],
        { cwd: root, timeoutMs: 420_000, signal },
      )
      const verdict = readClosingLine(output)
      // An exit code is believed over any line; a line, over silence.
      if (code === 0 && verdict.passed > 0) return verdict
      const said = timedOut ? 'It did not end within 7 minutes.\n' : ''
      return {
        ...verdict,
        failed: Math.max(1, verdict.failed),
        output: `${output}\n${said}Run it alone: npm run e2e -- --browser ${browser}\n`,
      }
    },
  }
}

// The suite ends as every run here does: "N passed, M failed, K skipped".
function readClosingLine(output: string): Verdict {
  const [, passed, failed, skipped] =
    [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1) ?? []
  if (passed === undefined) return nothing
  return {
    passed: Number(passed),
    failed: Number(failed),
    skipped: Array.from({ length: Number(skipped) }, () => ({
      what: 'an end-to-end test',
      why: '',
    })),
    output: '',
  }
}
