import { posix } from 'node:path'
import type { Problem, Repository, Rule } from './rule.ts'

/** The arrows of ARCHITECTURE.md that need more than one file to see. oxlint has the others. */
export const imports: Rule = {
  name: 'imports',
  check: (repository) => {
    const sources = repository.files.filter((file) => /\.(ts|tsx|mjs)$/.test(file))
    const edges = sources.flatMap((file) => edgesFrom(file, repository))
    return [...leavingTheirWorkspace(edges), ...circlesOfRooms(edges)]
  },
}

interface Edge {
  from: string
  to: string
}

function edgesFrom(file: string, { read }: Repository): Edge[] {
  const specifiers = read(file).matchAll(
    /(?:^|[\s;}])(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)/g,
  )
  return [...specifiers]
    .map(([, statement, call]) => statement ?? call ?? '')
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => ({ from: file, to: posix.join(posix.dirname(file), specifier) }))
}

// Packages know each other by name, so that what works here works for those who install them.
function leavingTheirWorkspace(edges: readonly Edge[]): Problem[] {
  return edges
    .filter(({ from }) => /^(packages|examples)\//.test(from) && !from.includes('.test.'))
    .filter(({ from, to }) => workspaceOf(from) !== workspaceOf(to))
    .map(({ from, to }) => ({ file: from, message: `reaches into ${to}; import the package` }))
}

function workspaceOf(file: string): string {
  return file.split('/').slice(0, 2).join('/')
}

// Two rooms that need each other cannot be read, tested or changed alone. Types count: they are knowledge.
function circlesOfRooms(edges: readonly Edge[]): Problem[] {
  const arrows = new Map<string, Map<string, string>>()
  for (const { from, to } of edges) {
    const [source, target] = [roomOf(from), roomOf(to)]
    if (source === undefined || target === undefined || source === target) continue
    if (from.includes('.test.')) continue
    const targets = arrows.get(source) ?? new Map<string, string>()
    arrows.set(source, targets.set(target, targets.get(target) ?? from))
  }
  const reported = new Set<string>()
  const problems: Problem[] = []
  const visit = (room: string, path: readonly string[]): void => {
    if (path.includes(room)) {
      const circle = path.slice(path.indexOf(room))
      const key = circle.toSorted().join()
      if (reported.has(key)) return
      reported.add(key)
      const culprit = arrows.get(circle.at(-1) ?? '')?.get(room) ?? room
      problems.push({
        file: culprit,
        message: `closes a circle of rooms: ${[...circle, room].join(' → ')}`,
      })
      return
    }
    for (const next of arrows.get(room)?.keys() ?? []) visit(next, [...path, room])
  }
  for (const room of arrows.keys()) visit(room, [])
  return problems
}

// The product's rooms (design: http, cli → rooms → database); what lies in src itself composes them.
function roomOf(file: string): string | undefined {
  return /^packages\/server\/src\/([^/]+)\//.exec(file)?.[1]
}
