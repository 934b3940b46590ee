/** Why something did not work: a stable code for programs and a sentence for the developer. */
export interface Failure {
  code: string
  message: string
}

/** An expected failure on its way to the State that reports it; it never leaves this package. */
export class Fault extends Error {
  override name = 'Fault'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * The promise's value; a rejection, and no answer within `ms` milliseconds, as a Fault of this code.
 * Browsers may leave subscribe(), IndexedDB and a worker's installation pending for ever.
 */
export function within<T>(promise: T | Promise<T>, code: string, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(reject, ms, 'no answer')
  })
  return Promise.race([promise, late])
    .catch((error) => {
      throw error instanceof Fault ? error : new Fault(code, String(error))
    })
    .finally(() => clearTimeout(timer))
}

export function failureOf(error: unknown): Failure {
  return error instanceof Fault ? error : { code: 'unexpected', message: String(error) }
}
