import { readdirSync, readFileSync } from 'node:fs'

/** Of a process and all its descendants. */
export interface TreeUsage {
  /** user and system time, including ended processes */
  cpuMicros: number
  /** private memory: without shared memory, such as PostgreSQL's buffers */
  privateBytes: number
}

// sysconf(_SC_CLK_TCK) of Linux, on every architecture that Node runs on.
const TICKS_A_SECOND = 100

interface Process {
  parent: number
  ticks: number
}

/** Reads /proc, so it works on Linux only. A process that ends meanwhile is counted by its parent the next time. */
export function readTree(root: number): TreeUsage {
  const processes = new Map<number, Process>()
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? readStat(name) : undefined
    if (found !== undefined) processes.set(Number(name), found)
  }
  const usage = { cpuMicros: 0, privateBytes: 0 }
  for (const [pid, { ticks }] of processes) {
    if (!belongsTo(root, pid, processes)) continue
    usage.cpuMicros += (ticks / TICKS_A_SECOND) * 1e6
    usage.privateBytes += readPrivateBytes(pid)
  }
  return usage
}

function belongsTo(root: number, pid: number, processes: ReadonlyMap<number, Process>): boolean {
  for (let at: number | undefined = pid; at !== undefined; at = processes.get(at)?.parent) {
    if (at === root) return true
  }
  return false
}

// proc(5): the name in brackets may hold anything, brackets too; utime stime cutime cstime are
// the 14th to the 17th field.
function readStat(pid: string): Process | undefined {
  const text = readOrNothing(`/proc/${pid}/stat`)
  if (text === undefined) return undefined
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return { parent: Number(fields[1]), ticks }
}

function readPrivateBytes(pid: number): number {
  const text = readOrNothing(`/proc/${pid}/status`) ?? ''
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // it has ended
  }
}
