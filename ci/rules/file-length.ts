import type { Rule } from './rule.ts'

const longest = 300

/** A source file that no longer fits in a head is two files. oxlint says so for TypeScript; this for the rest too. */
export const fileLength: Rule = {
  name: 'file length',
  check: ({ files, read }) =>
    files
      .filter((file) => /\.(ts|tsx|mjs|js|sql|html)$/.test(file))
      .filter((file) => !/\.test\.\w+$|^test\/|vectors|generated/.test(file))
      .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines > longest)
      .map(({ file, lines }) => ({ file, message: `${lines} lines; ${longest} is the most` })),
}
