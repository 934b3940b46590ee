import { posix } from 'node:path'
import type { Rule } from './rule.ts'

/** A link in a document leads to a file of this repository, and to a heading that is there. */
export const links: Rule = {
  name: 'links',
  check: ({ files, read }) => {
    const known = new Set(files.flatMap((file) => [file, ...foldersOf(file)]))
    return files
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        relativeLinks(read(file))
          .filter((link) => !resolves(link, file, known, read))
          .map((link) => ({ file, message: `${link} leads nowhere` })),
      )
  },
}

function relativeLinks(markdown: string): string[] {
  const prose = markdown.replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(<?([^)>\s]+)/g), ...prose.matchAll(/(?:src|href)="([^"]+)"/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
}

function resolves(link: string, from: string, known: ReadonlySet<string>, read: (file: string) => string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? from : posix.join(posix.dirname(from), path).replace(/\/$/, '')
  if (!known.has(target)) return false
  return anchor === undefined || !target.endsWith('.md') || headings(read(target)).includes(anchor)
}

// As GitHub makes them: lower case, punctuation dropped, spaces to hyphens.
function headings(markdown: string): string[] {
  return [...markdown.matchAll(/^#+\s+(.*)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}

function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
