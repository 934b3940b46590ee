// The rules of both queues for a failed job, and for a failed database.

/** Deaths of the process count as attempts, so it is far more than chance failures would need. */
export const MAX_ATTEMPTS = 25
/** When a job that failed is tried again. */
export const FAILED_AGAIN = { baseMs: 1000, capMs: 60_000 } as const

const ERROR_LENGTH = 300

/** The stored part of an error. */
export function errorText(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, ERROR_LENGTH)
}

/** The reason of a dead job whose workers all died. */
export function diedSilently(attempts: number): string {
  return `its worker died ${attempts} times`
}
