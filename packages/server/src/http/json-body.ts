import { Refusal } from '../refusal.ts'

const LIMIT = 64 * 1024

/** Reads a request's JSON, at most 64 kB of it; throws a Refusal that says what is wrong with the body. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  // Also the guard against forms of other sites: a form cannot send this type, and fetch() must ask first (CORS).
  if (!/^application\/(json|[a-z.+-]+\+json)\s*(;|$)/i.test(type)) {
    throw new Refusal('media-type-unsupported', 'the header Content-Type must be application/json')
  }
  const bytes = await readBounded(request)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The parser's message quotes the text, which may hold keys; where it stopped helps nobody who can see the body.
    const what = bytes.length === 0 ? 'is empty' : 'is not valid JSON in UTF-8'
    throw new Refusal('json-malformed', `the body ${what}`)
  }
}

async function readBounded(request: Request): Promise<Buffer> {
  // The declared length is believed only when it is bad news.
  if (Number(request.headers.get('content-length') ?? 0) > LIMIT) throw tooLarge()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > LIMIT) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLarge(): Refusal {
  return new Refusal('body-too-large', 'the body is larger than 64 kB')
}
