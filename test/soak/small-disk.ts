import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A folder on a file system small enough to be filled. */
export interface SmallDisk extends Disposable {
  folder: string
  /** Fills the disk. */
  fill(): void
  free(): void
}

const PIECE = Buffer.alloc(2 ** 20)

/** Mounts one where that is allowed (Linux, root); otherwise returns why not. */
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
      let left = bavail * bsize
      const file = openSync(ballast, 'w')
      try {
        while (left > 0) left -= writeSync(file, PIECE, 0, Math.min(left, PIECE.length))
      } catch (error) {
        // Another process wrote meanwhile: the disk is full, as intended.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        closeSync(file)
      }
    },
    free: () => rmSync(ballast, { force: true }),
    [Symbol.dispose]() {
      execFileSync('umount', [folder], { stdio: 'pipe' })
    },
  }
}
