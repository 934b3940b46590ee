// docs/llms.txt (https://llmstxt.org): the documents, each with what it is about, for readers who fetch one file first.
// The documents are Markdown as they are, so there is no twin of each.

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const SECTIONS: readonly [title: string, pattern: string][] = [
  ['Guides', 'guides/*.md'],
  ['Reference', 'reference/*.md'],
  ['Background', '*.md'],
  ['Security', 'security/*.md'],
  ['Optional', 'decisions/*.md'],
]

const HEAD = `# Belfry

> Self-hosted web push: a site's visitors and staff get native notifications in their browsers, from a server that the
> site's owner runs. A library to embed in a Node app, and the same thing as a server with a CLI and a REST API.

Start with [the README](../README.md). The API's description is [openapi.json](reference/openapi.json); a running server
has it at /v1/openapi.json, and serves agents at /mcp ([agents.md](guides/agents.md)).
`

/** Its text, made from the first lines of each document. */
export function llmsText(root: string): string {
  const docs = join(root, 'docs')
  const sections = SECTIONS.map(([title, pattern]) => {
    const lines = globSync(pattern, { cwd: docs })
      .map((file) => file.replaceAll('\\', '/'))
      .toSorted()
      .map((file) => lineOf(file, readFileSync(join(docs, file), 'utf8')))
    return `## ${title}\n\n${lines.join('\n')}\n`
  })
  return [HEAD, ...sections].join('\n')
}

function lineOf(file: string, text: string): string {
  const title = /^# (.+)$/m.exec(text)?.[1] ?? file
  const paragraphs = text.slice(text.indexOf(`# ${title}`)).split(/\n{2,}/)
  const first = paragraphs.slice(1).find((paragraph) => /^[A-Z*`]/.test(paragraph)) ?? ''
  const plain = first
    .replaceAll('\n', ' ')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('**', '')
  const sentence = /^.{1,240}?[.:](?= |$)/.exec(plain)?.[0].replace(/:$/, '')
  return `- [${title}](${file})${sentence === undefined ? '' : `: ${sentence}`}`
}
