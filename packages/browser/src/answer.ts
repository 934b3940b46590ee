/** Why something did not work: a stable code for programs and a sentence for the developer. */
export interface Failure {
  code: string
  message: string
}

/** A value, or why there is none. Nothing in this package rejects for an expected failure. */
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure }

export function failed(code: string, message: string): { ok: false; failure: Failure } {
  return { ok: false, failure: { code, message } }
}

/**
 * The promise's value, its rejection as a failure, or a failure after `ms` milliseconds: browsers
 * may leave subscribe(), IndexedDB and a worker's installation pending for ever.
 */
export async function settle<T>(promise: Promise<T>, code: string, ms: number): Promise<Answer<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Answer<T>>((resolve) => {
    timer = setTimeout(() => resolve(failed(code, `no answer within ${ms / 1000} s`)), ms)
  })
  const settled = promise.then(
    (value): Answer<T> => ({ ok: true, value }),
    (error: unknown) => failed(code, String(error)),
  )
  try {
    return await Promise.race([settled, late])
  } finally {
    clearTimeout(timer)
  }
}
