export interface ConfigProblem {
  /** Path of the option: `url`, `push.allow`. The CLI shows the variable and the flag instead. */
  setting: string
  message: string
  /** Stable, where a program may want to distinguish this problem: `vapid-key-encrypted`. */
  code?: string
}

/** Settings that Belfry cannot start with, all of them at once. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly code = 'config-invalid'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[], options?: ErrorOptions) {
    super(problems.map(({ setting, message }) => `${setting}: ${message}`).join('\n'), options)
    this.problems = problems
  }
}
