import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, provideBrowser } from '../setup/browsers.ts'
import { type TestFilesOptions, runTestFiles } from './test-files.ts'
import { type Verdict, nothing } from './verdict.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface EndToEndOptions extends Pick<TestFilesOptions, 'signal' | 'slots' | 'onFile'> {
  /** only the files whose path contains this */
  only?: string | undefined
  /** another program than the usual one */
  program?: string | undefined
  /** `on` or `off`: whether Firefox shows declarative messages itself; default: as it comes */
  declarative?: string | undefined
}

/** The end-to-end tests in one real browser; without one they are skipped, with the command that installs it. */
export async function endToEnd(
  browser: Browser,
  { only = '', program, declarative, ...options }: EndToEndOptions,
): Promise<Verdict> {
  const provided = await provideBrowser(browser)
  if (!provided.ok) {
    const why = `they need ${browser} and its companions: ${provided.install}`
    return { ...nothing, skipped: [{ what: `end-to-end tests in ${browser}`, why }] }
  }
  const files = globSync('test/e2e/**/*.test.ts', { cwd: root })
    .filter((file) => file.includes(only))
    .toSorted()
  return runTestFiles(
    files.map((file) => `${root}${file}`),
    {
      ...options,
      root,
      env: {
        BELFRY_E2E_BROWSER: browser,
        ...(program === undefined ? {} : { BELFRY_E2E_PROGRAM: program }),
        ...(declarative === undefined ? {} : { BELFRY_E2E_DECLARATIVE: declarative }),
      },
      beside: () => 'no-browser',
      fileTimeoutMs: 420_000,
      secondRuns: 3,
    },
  )
}
