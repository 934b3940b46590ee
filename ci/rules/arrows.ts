import { posix } from 'node:path'
import { importEdges } from './import-edges.ts'
import type { Problem, Rule } from './rule.ts'

const list = 'ci/rules/arrows.txt'
const source = 'packages/server/src/'

/**
 * The arrows between the server's rooms, sub-rooms included, are those of arrows.txt. Two rooms that need each other
 * cannot be read, tested or changed alone: a room may know only rooms above it there.
 */
export const arrows: Rule = {
  name: 'arrows',
  check: (repository) => {
    const allowed = parseList(repository.read(list))
    const drawn = drawnArrows(repository)
    return [...misplaced(allowed), ...unlisted(drawn, allowed), ...stale(drawn, allowed)]
  },
}

/** The rooms that a room knows, and for each of them one file that imports it. */
type Drawn = Map<string, Map<string, string>>

function drawnArrows(repository: Parameters<Rule['check']>[0]): Drawn {
  const drawn: Drawn = new Map()
  for (const file of repository.files) {
    const room = roomOf(file)
    if (room !== undefined && !drawn.has(room)) drawn.set(room, new Map())
  }
  for (const { from, to } of importEdges(repository)) {
    const [room, known] = [roomOf(from), roomOf(to)]
    if (room === undefined || known === undefined || room === known) continue
    const targets = drawn.get(room)
    if (targets?.has(known) === false) targets.set(known, from)
  }
  return drawn
}

// A file that lies in src itself is a room of its own.
function roomOf(file: string): string | undefined {
  if (!file.startsWith(source) || !file.endsWith('.ts') || file.includes('.test.')) return undefined
  const path = file.slice(source.length)
  return path.includes('/') ? posix.dirname(path) : path
}

/** In the order of the list; `*` still unresolved. */
type Allowed = Map<string, readonly string[]>

function parseList(text: string): Allowed {
  const lines = text.replaceAll(/,\s*\n\s+/g, ', ').split('\n')
  return new Map(
    lines
      .filter((line) => line.trim() !== '' && !line.startsWith('#'))
      .map((line) => {
        const [room = '', known = ''] = line.split('→').map((part) => part.trim())
        return [room, known === '' ? [] : known.split(', ')] as const
      }),
  )
}

function misplaced(allowed: Allowed): Problem[] {
  const above = new Set(['*'])
  const problems: Problem[] = []
  for (const [room, known] of allowed) {
    for (const other of known) {
      if (above.has(other)) continue
      problems.push({ file: list, message: `${room} → ${other}: ${other} has to stand above ${room}` })
    }
    above.add(room)
  }
  return problems
}

function unlisted(drawn: Drawn, allowed: Allowed): Problem[] {
  const order = [...allowed.keys()]
  const problems: Problem[] = []
  for (const [room, targets] of drawn) {
    const known = allowed.get(room)
    if (known === undefined) {
      problems.push({ file: list, message: `${room} is a new room: enter it, with the rooms that it may know` })
      continue
    }
    for (const [target, file] of targets) {
      const listed = known.includes('*') ? order.indexOf(target) < order.indexOf(room) : known.includes(target)
      if (!listed) problems.push({ file, message: `${room} → ${target} is no arrow of ${list}` })
    }
  }
  return problems
}

function stale(drawn: Drawn, allowed: Allowed): Problem[] {
  const problems: Problem[] = []
  for (const [room, known] of allowed) {
    const targets = drawn.get(room)
    if (targets === undefined) {
      problems.push({ file: list, message: `${room} is no room any more: take it out` })
      continue
    }
    for (const other of known) {
      if (other === '*' || targets.has(other)) continue
      problems.push({ file: list, message: `${room} → ${other} is needed by nothing: take it out` })
    }
  }
  return problems
}
