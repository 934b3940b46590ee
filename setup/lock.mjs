import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** Runs `work` while no other process on this checkout does; waits for a running one. */
export async function withLock(folder, work) {
  for (let waited = 0; !tryLock(folder); waited += 1) {
    if (waited === 0) console.error('Another command is setting up this checkout; waiting for it …')
    await delay(250)
  }
  try {
    return await work()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// mkdir is the one file operation that is atomic and exclusive on every system.
function tryLock(folder) {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (ownerIsGone(folder)) rmSync(folder, { recursive: true, force: true })
    return false
  }
  writeFileSync(join(folder, 'pid'), String(process.pid))
  return true
}

function ownerIsGone(folder) {
  let pid
  try {
    pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
  } catch {
    return false // Between mkdir and the pid: its owner lives, or the next look finds the file.
  }
  if (!pid) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
