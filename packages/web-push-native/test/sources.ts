import { readFileSync } from 'node:fs'

/** The addon's sources without those that call Node, for programs that test it without Node. */
export function sourcesWithoutNode(): string[] {
  const gyp = readFileSync(new URL('../binding.gyp', import.meta.url), 'utf8')
  const { targets } = JSON.parse(gyp) as { targets: [{ sources: string[] }] }
  return targets[0].sources.filter((file) => !/addon\.c|batch\.c/.test(file))
}
