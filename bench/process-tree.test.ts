import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { readTree } from './process-tree.ts'

// A shell whose child works and ends, and which then prints: by then only the shell's counters hold the child's time.
const WORK = `"${process.execPath}" -e 'while (process.cpuUsage().user < 100_000);'; echo done; read line`

test('counts the CPU of a process with that of its children, ended ones too', async (t) => {
  if (process.platform !== 'linux') return t.skip('it reads /proc')
  const shell = spawn('sh', ['-c', WORK], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(shell.stdout, 'data')
  const { cpuMicros, privateBytes } = readTree(shell.pid ?? 0)
  shell.stdin.end()
  await once(shell, 'exit')
  assert.ok(cpuMicros >= 50_000, `${cpuMicros}`)
  assert.ok(privateBytes > 0)
  assert.deepEqual(readTree(shell.pid ?? 0), { cpuMicros: 0, privateBytes: 0 })
})
