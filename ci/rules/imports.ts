import { importEdges } from './import-edges.ts'
import type { Rule } from './rule.ts'

/** Packages know each other by name, so that what works here works for those who install them. */
export const imports: Rule = {
  name: 'imports',
  check: (repository) =>
    importEdges(repository)
      .filter(({ from }) => /^(packages|examples)\//.test(from))
      .filter(({ from, to }) => workspaceOf(from) !== workspaceOf(to))
      .map(({ from, to }) => ({ file: from, message: `reaches into ${to}; import the package` })),
}

function workspaceOf(file: string): string {
  return file.split('/').slice(0, 2).join('/')
}
