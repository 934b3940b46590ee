/**
 * An answer of the database that is at most a second old, asked for once for all who want it meanwhile: the first who
 * asks later waits, and so does whoever comes before the answer, as they would decide without it. What `isFinal` says
 * will not change is not asked for again.
 *
 * @example
 * const anybody = freshAnswer(() => hasAnybody(database), { isFinal: Boolean })
 * const said = anybody() // a promise now, and its value for a second after that
 */
export function freshAnswer<Answer>(
  ask: () => Promise<Answer>,
  {
    elapsed = () => performance.now(),
    isFinal = () => false,
  }: { elapsed?: (() => number) | undefined; isFinal?: (answer: Answer) => boolean } = {},
): () => Answer | Promise<Answer> {
  let last: { answer: Answer; at: number } | undefined
  let asking: Promise<Answer> | undefined

  async function askNow(): Promise<Answer> {
    const at = elapsed()
    try {
      const answer = await ask()
      last = { answer, at }
      return answer
    } finally {
      asking = undefined
    }
  }

  return () => {
    if (asking !== undefined) return asking
    if (last !== undefined && (isFinal(last.answer) || elapsed() - last.at < FRESH_FOR_MS)) return last.answer
    return (asking = askNow())
  }
}

// What is said first on another server is in force here so much later.
const FRESH_FOR_MS = 1000
