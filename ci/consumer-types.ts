// The types of the packed packages for every compiler and every way to resolve a package that their users have.

import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideProgram } from '../setup/fetched-package.ts'
import { attempt } from './attempt.ts'
import { type Verdict, addVerdicts } from './verdict.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Project {
  files: readonly string[]
  lib: readonly string[]
}

const projects: Record<string, Project> = {
  'on a server': { files: ['server.ts'], lib: ['es2022'] },
  'under lib dom': { files: ['page.ts', 'worker-under-dom.ts', 'launch-browser.ts'], lib: ['es2022', 'dom'] },
  'under lib webworker': { files: ['worker.ts'], lib: ['es2022', 'webworker'] },
}

const resolutions = {
  node10: { type: 'commonjs', module: 'commonjs', moduleResolution: 'node10', esModuleInterop: true },
  'node16, CommonJS': { type: 'commonjs', module: 'node16', moduleResolution: 'node16' },
  'node16, ESM': { type: 'module', module: 'node16', moduleResolution: 'node16' },
  bundler: { type: 'module', module: 'esnext', moduleResolution: 'bundler' },
} as const

/**
 * Compiles what uses every entrance with the oldest compiler that we promise, and with the newest, which has no node10.
 */
export async function compileAsConsumers(app: string, signal: AbortSignal): Promise<Verdict> {
  const newest = join(root, 'node_modules/typescript/bin/tsc')
  const oldest = await provideProgram({ packageName: 'typescript@5.4.5', binary: 'typescript/bin/tsc' })
  const { node10: _, ...stillThere } = resolutions
  const verdicts = [await compileAll('the newest compiler', newest, stillThere, app, signal)]
  if (oldest.ok) {
    verdicts.push(await compileAll('TypeScript 5.4', oldest.program, resolutions, app, signal))
  } else {
    const skip = { what: 'the types under TypeScript 5.4', why: `missing; ${oldest.install} brings it` }
    verdicts.push({ passed: 0, failed: 0, skipped: [skip], output: '' })
  }
  return addVerdicts(verdicts)
}

async function compileAll(
  compiler: string,
  tsc: string,
  ways: Partial<typeof resolutions>,
  app: string,
  signal: AbortSignal,
): Promise<Verdict> {
  const verdicts: Verdict[] = []
  for (const [way, { type, ...resolution }] of Object.entries(ways)) {
    for (const [where, { files, lib }] of Object.entries(projects)) {
      const folder = join(app, 'types-here', `${compiler} ${way} ${where}`.replaceAll(/\W+/g, '-'))
      await mkdir(folder, { recursive: true })
      for (const file of files) await cp(join(app, 'entrances', file), join(folder, file))
      await writeFile(join(folder, 'package.json'), JSON.stringify({ type }))
      const compilerOptions = { ...resolution, lib, types: ['node'], target: 'es2022', strict: true, noEmit: true }
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
      const command = [process.execPath, tsc, '-p', folder]
      verdicts.push(await attempt(`the types hold ${where} with ${compiler}, ${way}`, command, app, signal))
    }
  }
  return addVerdicts(verdicts)
}
