import { fileURLToPath } from 'node:url'
import { runChild } from './child-process.ts'
import type { Step } from './step.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A step that is one command: passed when it exits with 0. */
export function commandStep(name: string, title: string, script: string, args: string[] = []): Step {
  return {
    name,
    title,
    run: async (signal, slots) => {
      // Through npm, so that CI and package.json cannot drift apart.
      const command = ['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])]
      const running = { cwd: root, timeoutMs: 300_000, signal }
      const { code, output } = await slots.run(() => runChild('npm', command, running))
      const failed = code === 0 ? 0 : 1
      return {
        passed: 1 - failed,
        failed,
        skipped: [],
        output: `${output}\nRun it alone: npm run ${script}\n`,
      }
    },
  }
}
