import type { Rule } from './rule.ts'

const vague = /^(utils?|helpers?|common|shared|misc|types|services|managers|lib)$/

/** A path says what a file is about; these words only say what kind of thing it is, or nothing. */
export const roomNames: Rule = {
  name: 'room names',
  check: ({ files }) =>
    files.flatMap((file) =>
      file
        .split('/')
        .map((part) => part.replace(/(\.test)?\.\w+$/, ''))
        .filter((part) => vague.test(part))
        .map((part) => ({ file, message: `"${part}" names no thing; see STYLE.md, Layout` })),
    ),
}
