import { NEIGHBOURS } from './entries.ts'
import { NO_REACTIONS, type Reactions } from './silence.ts'

// Two bytes each for `since`, `last` and `shown`. Days since 1970 fit until 2149.
const SIZE = 6

/** Of nobody anything is known. */
export function emptyReactions(): Uint8Array {
  return new Uint8Array(NEIGHBOURS * SIZE)
}

export function reactionsIn(block: Uint8Array, subscriber: number): Reactions {
  const at = (subscriber % NEIGHBOURS) * SIZE
  const since = wordAt(block, at)
  return since === 0 ? NO_REACTIONS : { since, last: wordAt(block, at + 2), shown: wordAt(block, at + 4) }
}

export function writeReactions(block: Uint8Array, subscriber: number, { since, last, shown }: Reactions): void {
  const at = (subscriber % NEIGHBOURS) * SIZE
  for (const [place, word] of [since, last, shown].entries()) {
    block[at + 2 * place] = word & 0xff
    block[at + 2 * place + 1] = word >>> 8
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) | ((bytes[at + 1] as number) << 8)
}
