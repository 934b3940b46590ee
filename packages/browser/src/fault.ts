/** An expected failure on its way to the State that reports it; never visible outside this package. */
export interface Fault extends Error {
  /** A stable word for programs; the message is a sentence for the developer. */
  code: string
  /** The server's answer, when this is one. */
  status?: number | undefined
}

/** Not a class: browsers load this twice, and a class would be larger than it is worth. */
export function fault(code: string, message: string, status?: number): Fault {
  return Object.assign(new Error(message), { code, status })
}

/**
 * The promise's value; a rejection as a Fault of this code, no answer within `ms` milliseconds as one of `lateCode`.
 * Browsers may leave subscribe(), IndexedDB and a worker's installation pending for ever.
 */
export function within<T>(promise: T | Promise<T>, code: string, ms: number, lateCode: string = code): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(fault(lateCode, 'no answer')), ms)
  })
  return Promise.race([promise, late])
    .catch((error) => {
      throw faultOf(error, code)
    })
    .finally(() => clearTimeout(timer))
}

/** A thrown value, as a Fault. */
export function faultOf(error: unknown, code = 'unexpected'): Fault {
  const known = (error as Partial<Fault> | undefined)?.code // A DOMException's is a number.
  return typeof known === 'string' ? (error as Fault) : fault(code, String(error))
}
