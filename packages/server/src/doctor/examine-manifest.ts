import { z } from 'zod'
import { ok, problem, warning, type Finding } from './finding.ts'
import { PageAwayError, requestPage, type PageAnswer } from './page-request.ts'
import type { PageMarkup } from './read-html.ts'

const schema = z.object({
  name: z.string().optional(),
  short_name: z.string().optional(),
  display: z.string().optional(),
  start_url: z.string().optional(),
  icons: z.array(z.object({ src: z.string() })).optional(),
})

const WHY = 'on iPhone and iPad only a page on the home screen may ask'

/** The manifest, which iOS and iPadOS want before a page may ask (https://webkit.org/blog/13878/). */
export async function examineManifest(page: URL, { manifest, base }: PageMarkup): Promise<Finding[]> {
  if (manifest === undefined) {
    return [warning(`the page has no <link rel="manifest">: ${WHY}, so nobody subscribes there`)]
  }
  const url = URL.parse(manifest, new URL(base ?? '', page).href)
  if (url === null) return [problem(`the address of the manifest cannot be read: ${manifest}`)]
  let answer: PageAnswer
  try {
    answer = await requestPage(url)
  } catch (error) {
    if (!(error instanceof PageAwayError)) throw error
    return [problem(`the manifest ${url.href} cannot be reached: ${error.message}`)]
  }
  if (answer.status !== 200) return [problem(`the manifest ${url.href} answers with ${answer.status}: ${WHY}`)]
  return examineContent(url, answer.body)
}

function examineContent(url: URL, body: string): Finding[] {
  let content: unknown
  try {
    content = JSON.parse(body)
  } catch {
    return [problem(`the manifest ${url.href} is no JSON: browsers ignore it`)]
  }
  const { data } = schema.safeParse(content)
  if (data === undefined) return [problem(`the manifest ${url.href} is not as browsers expect it`)]
  const { name = data.short_name, display = 'browser', start_url: start, icons = [] } = data
  const lacks = [
    ...(display === 'standalone' || display === 'fullscreen' ? [] : [`"display": "standalone" (it has ${display})`]),
    ...(name === undefined ? ['a name'] : []),
    ...(start === undefined ? ['a start_url'] : []),
    ...(icons.length === 0 ? ['icons'] : []),
  ]
  return [
    lacks.length === 0
      ? ok(`the manifest ${url.href} suits iPhone and iPad`)
      : problem(`the manifest ${url.href} lacks ${lacks.join(', ')}: ${WHY}`),
  ]
}
