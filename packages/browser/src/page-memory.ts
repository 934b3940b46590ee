import { newer, type Memory } from './memory.ts'

/**
 * Remembers in localStorage as well: that notifies other tabs, and works where IndexedDB does not. The other copy
 * survives an app that calls localStorage.clear(), and the worker can write it.
 */
export function createPageMemory(name: string, memory: Memory, storage: () => Storage | undefined): Memory {
  return {
    async read() {
      const remembered = await memory.read()
      try {
        return newer(remembered, JSON.parse(storage()?.getItem(name) ?? 'null'))
      } catch {
        return remembered // Storage is blocked, or the text is not ours.
      }
    },
    async write(next) {
      const remembered = await memory.write(next)
      try {
        storage()?.setItem(name, JSON.stringify(remembered))
      } catch {
        // Blocked or full: the other copy has it.
      }
      return remembered
    },
  }
}
