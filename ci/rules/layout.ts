import type { Problem, Rule } from './rule.ts'

const widest = 120

/**
 * Prettier breaks code at 120 columns and leaves the rest as it is: comments, strings and templates end there, too.
 * A literal that nothing can break may stand alone on a longer line; tests are free. What Prettier is told to leave
 * alone says why.
 */
export const layout: Rule = {
  name: 'layout',
  check: ({ files, read }) =>
    files
      .filter((file) => /\.(ts|tsx|mjs|js|cjs|css|html)$/.test(file))
      .filter((file) => !/generated|vectors|\.test\.\w+$/.test(file))
      .flatMap((file) => problemsOf(file, read(file).split('\n'))),
}

function problemsOf(file: string, lines: readonly string[]): Problem[] {
  return lines.flatMap((line, at) => {
    if (line.length > widest && !isUnbreakable(file, line)) {
      const message = `line ${at + 1} has ${line.length} columns; ${widest} is the most`
      return [{ file, message }]
    }
    if (/^\s*\/\/ prettier-ignore/.test(line) && !/^\s*(\/\/ \S|\*\/)/.test(lines[at - 1] ?? '')) {
      return [{ file, message: `line ${at + 1}: the comment above has to say why Prettier may not lay this out` }]
    }
    return []
  })
}

// Alone on its line, but for a name before it and what closes it: a regular expression, a literal without a space, or a
// sheet's text, which translators get in one piece.
function isUnbreakable(file: string, line: string): boolean {
  const [, literal] = /^\s*(?:[\w'"-]+: )?('.*'|".*"|`.*`|\/.*\/[a-z]*)(?: \+|[,;)]*)$/.exec(line) ?? []
  if (literal === undefined) return false
  return literal.startsWith('/') || !literal.includes(' ') || file.includes('/languages/')
}
