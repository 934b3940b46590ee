import { provideProgram, type FetchedPackage } from './fetched-package.ts'

/** Other server-side runtimes, and the oldest supported versions of Node. */
export type Runtime = 'node-20' | 'node-22' | 'bun' | 'deno'

/** The command that runs a file there, or the one that would bring it. */
export type ProvidedRuntime = { ok: true; command: string[] } | { ok: false; install: string }

interface Piece extends FetchedPackage {
  flags: readonly string[]
}

const pieces: Record<Runtime, Piece> = {
  'node-20': { packageName: 'node@20.0.0', binary: 'node/bin/node', flags: [] },
  'node-22': { packageName: 'node@22.16.0', binary: 'node/bin/node', flags: [] },
  bun: { packageName: 'bun@1.4.5', binary: '.bin/bun', flags: [] },
  deno: { packageName: 'deno@2.9.6', binary: '.bin/deno', flags: ['run', '--allow-all'] },
}

export const runtimes = Object.keys(pieces) as Runtime[]

/** Makes sure of a runtime. They are 100 MB each, so that they are no dependencies that everybody installs. */
export async function provideRuntime(name: Runtime): Promise<ProvidedRuntime> {
  const { flags, ...piece } = pieces[name]
  const provided = await provideProgram(piece)
  return provided.ok ? { ok: true, command: [provided.program, ...flags] } : provided
}
