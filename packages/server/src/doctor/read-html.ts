/** What a page says in its markup about its policies and its manifest. */
export interface PageMarkup {
  /** Of `<meta http-equiv="Content-Security-Policy">`. */
  policies: string[]
  /** The address in `<link rel="manifest">`, as it is written. */
  manifest: string | undefined
  /** The address in `<base href>`. */
  base: string | undefined
}

const COMMENT = /<!--[^]*?-->/g
// Bounded, so that no page can keep it busy.
const TAG = /<(meta|link|base)\b((?:[^'">]|"[^"]{0,4000}"|'[^']{0,4000}'){0,4000})>/gi
const ATTRIBUTE = /([^\s"'=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g
const ENTITIES: Readonly<Record<string, string>> = { '&#39;': "'", '&#x27;': "'", '&apos;': "'", '&quot;': '"' }

/** Reads the tags that matter here; no parser of HTML, which would be a dependency for three tags. */
export function readMarkup(html: string): PageMarkup {
  const found: PageMarkup = { policies: [], manifest: undefined, base: undefined }
  for (const [, name = '', text = ''] of html.replaceAll(COMMENT, '').matchAll(TAG)) {
    const attributes = attributesOf(text)
    const is = (attribute: string, value: string) => attributes.get(attribute)?.trim().toLowerCase() === value
    if (name.toLowerCase() === 'base') found.base ??= attributes.get('href')
    else if (is('http-equiv', 'content-security-policy')) found.policies.push(attributes.get('content') ?? '')
    else if (attributes.get('rel')?.toLowerCase().split(/\s+/).includes('manifest')) {
      found.manifest ??= attributes.get('href')
    }
  }
  return found
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single, bare] of text.matchAll(ATTRIBUTE)) {
    const low = name.toLowerCase()
    if (!attributes.has(low)) attributes.set(low, decode(double ?? single ?? bare ?? ''))
  }
  return attributes
}

function decode(text: string): string {
  return text
    .replaceAll(/&(?:#39|#x27|apos|quot);/gi, (entity) => ENTITIES[entity.toLowerCase()] ?? entity)
    .replaceAll('&amp;', '&')
}
