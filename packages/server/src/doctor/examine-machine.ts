import { existsSync, statfsSync } from 'node:fs'
import { release } from 'node:os'
import { ok, problem, warning, type Finding } from './finding.ts'
import { VERSION } from '../version.ts'

const MIB = 2 ** 20
// Below it SQLite takes no writes any more (readiness checks the same).
const FULL_MIB = 4
const TIGHT_MIB = 1024
const TIGHT_SHARE = 0.05

/** The versions, and the room on the disk of the data folder. */
export function examineMachine(data: string): Finding[] {
  const versions = ok(`this is Belfry ${VERSION} on Node ${process.versions.node}, ${process.platform} ${release()}`)
  if (!existsSync(data)) return [versions]
  const { bavail, bsize, blocks } = statfsSync(data)
  const free = (bavail * bsize) / MIB
  const text = `the disk of ${data} has ${Math.floor(free).toLocaleString('en')} MiB free`
  if (free < FULL_MIB) return [versions, problem(`${text}: nothing can be written. Make room`)]
  const isTight = free < TIGHT_MIB || bavail < blocks * TIGHT_SHARE
  return [versions, isTight ? warning(`${text}: make room before it is full`) : ok(text)]
}
