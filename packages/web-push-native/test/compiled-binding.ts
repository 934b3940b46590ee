import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { loadBinding } from '../src/load-binding.ts'
import type { LoadedBinding } from '../src/load-binding.ts'

/** Compiles the addon from its current sources; tests skip, with the reason, where that is impossible. */
export function compiledBinding(backend?: string): LoadedBinding {
  const script = fileURLToPath(new URL('../compile.mjs', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [script, '--stale'], {
    encoding: 'utf8',
    // Test files run beside each other, and node-gyp empties the folder it builds into.
    env: { ...process.env, npm_config_node_gyp: '' },
  })
  return status === 0 ? loadBinding({ backend }) : { ok: false, reason: stderr.trim() }
}
