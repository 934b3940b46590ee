import { posix } from 'node:path'
import type { Repository } from './rule.ts'

/** One file names another by a relative path. Types count: they are knowledge. */
export interface Edge {
  from: string
  to: string
}

/** The edges from every source that is no test. */
export function importEdges({ files, read }: Repository): Edge[] {
  return files
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('.test.'))
    .flatMap((file) => edgesFrom(file, read(file)))
}

function edgesFrom(file: string, text: string): Edge[] {
  const specifiers = text.matchAll(
    /(?:^|[\s;}])(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)/g,
  )
  return [...specifiers]
    .map(([, statement, call]) => statement ?? call ?? '')
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => ({ from: file, to: posix.join(posix.dirname(file), specifier) }))
}
