/** The files that are, or would be, committed: paths from the root, with forward slashes. */
export interface Repository {
  root: string
  files: readonly string[]
  read: (file: string) => string
}

/** A problem, its place, and the remedy: one line. */
export interface Problem {
  file: string
  message: string
}

export interface Rule {
  name: string
  check: (repository: Repository) => Problem[]
}
