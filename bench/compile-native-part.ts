import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Compiles the native part when it is missing or older than its sources, as in a fresh clone. Returns why that failed;
 * there may still be a prebuilt one.
 */
export function compileNativePart(): string | undefined {
  const script = fileURLToPath(new URL('../packages/web-push-native/compile.mjs', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [script, '--stale'], {
    encoding: 'utf8',
    // With the C compiler alone: node-gyp empties the folder, and something may be running from there.
    env: { ...process.env, npm_config_node_gyp: '' },
  })
  return status === 0 ? undefined : stderr.trim()
}
