import { readFileSync } from 'node:fs'

const ticksPerSecond = 100 // USER_HZ: fixed in Linux's interface, whatever the kernel uses inside.

/** CPU seconds of this process and of every child that has ended; its own alone where there is no /proc. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000 + childSeconds()
}

function childSeconds(): number {
  if (process.platform !== 'linux') return 0
  const stat = readFileSync('/proc/self/stat', 'utf8')
  // proc(5): the fields after the name in brackets start at the third; 16 and 17 are cutime, cstime.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond
}
