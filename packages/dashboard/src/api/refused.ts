import type { BelfryModels } from '@belfry/client'

export type Problem = BelfryModels['Problem']

/** Belfry said no, or nothing: the code, what is wrong, and what to do. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: string
  readonly status: number
  readonly help: string | undefined
  readonly errors: NonNullable<Problem['errors']>
  readonly instance: string | undefined

  constructor(problem: Partial<Problem> & { code: string }, cause?: unknown) {
    super(problem.detail ?? problem.title ?? problem.code, { cause })
    this.code = problem.code
    this.status = problem.status ?? 0
    this.help = problem.help
    this.errors = problem.errors ?? []
    this.instance = problem.instance
  }
}

export function refusedBy(response: Response, body: unknown): Refused {
  const problem = Object(body) as Partial<Problem>
  return new Refused({ ...problem, code: problem.code ?? `http-${response.status}`, status: response.status })
}

export function unreachable(cause: unknown): Refused {
  return new Refused({ code: 'unreachable', status: 0 }, cause)
}
