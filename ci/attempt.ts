import { runChild } from './child-process.ts'
import type { Verdict } from './verdict.ts'

const timeoutMs = 120_000

/** Runs a command as a user of the packages would, without the condition that leads to the sources. */
export async function attempt(
  what: string,
  [command = '', ...args]: readonly string[],
  cwd: string,
  signal: AbortSignal,
  expected?: RegExp,
): Promise<Verdict> {
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' }
  const { code, output } = await runChild(command, args, { cwd, env, timeoutMs, signal })
  // The exit code is ignored where an output is expected: some commands exit with 1 after their help.
  if (expected === undefined ? code === 0 : expected.test(output)) {
    return { passed: 1, failed: 0, skipped: [], output: '' }
  }
  return { passed: 0, failed: 1, skipped: [], output: `✖ ${what}\n${output}\n` }
}
