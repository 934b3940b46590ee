import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A folder on a file system so small that it can be filled. */
export interface SmallDisk extends Disposable {
  folder: string
  /** Takes all the room there is. */
  fill(): void
  free(): void
}

/** Mounts one where that is allowed (Linux, root); otherwise says why it is not. */
export function mountSmallDisk(folder: string, mebibytes: number): SmallDisk | { why: string } {
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=700`, 'tmpfs', folder], {
      stdio: 'pipe',
    })
  } catch (error) {
    return { why: (error as Error).message.split('\n')[0] ?? 'mount failed' }
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill() {
      const { bavail, bsize } = statfsSync(folder)
      try {
        writeFileSync(ballast, Buffer.alloc(bavail * bsize))
      } catch (error) {
        // Somebody wrote meanwhile: what fits is in, and that is what was wanted.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    },
    free: () => rmSync(ballast, { force: true }),
    [Symbol.dispose]() {
      execFileSync('umount', [folder], { stdio: 'pipe' })
    },
  }
}
