import type { Rule } from './rule.ts'

const ADDRESS = /new URL\(([^,()]+),\s*import\.meta\.url\)/
const LITERAL = /^'\.{1,2}\/([\w./-]+\.(ts|js|json|sql)|(\.\.\/)*package\.json)'$/

/**
 * Published code names the files that it reads so that bundlers and tracers find and copy them: Turbopack, webpack and
 * Vercel's tracer, which looks into functions, not into arrow functions; ci/next-example.ts tries it.
 */
export const ownFiles: Rule = {
  name: 'own files',
  check: ({ files, read }) =>
    files
      .filter((file) => /^packages\/(server|web-push|browser)\/src\/.*(?<!\.test)\.ts$/.test(file))
      .flatMap((file) =>
        read(file)
          .split('\n')
          .filter((line) => !/^\s*(\*|\/\/)/.test(line))
          .flatMap((line) => whyNotFound(line).map((message) => ({ file, message }))),
      ),
}

function whyNotFound(line: string): string[] {
  const [whole = '', address = ''] = ADDRESS.exec(line) ?? []
  if (whole === '') return /import\.meta\.(resolve|dirname|filename)/.test(line) ? [`${line.trim()}: name a file`] : []
  if (!LITERAL.test(address))
    return [`${address} is no './name' that ends in .ts, .js, .json or .sql: bundlers do not take it along`]
  if (/^\S/.test(line))
    return [`${address} is read when the file is loaded: in a bundle that throws, say it in a function`]
  return /=>\s*new URL/.test(line) ? [`${address} stands in an arrow: Vercel’s tracer does not look there`] : []
}
