import { Refusal } from '../refusals/refusal.ts'

const LIMIT = 64 * 1024
// 64 kB take a second on the slowest line. Meanwhile each request takes one of a bounded number of places.
const PATIENCE_MS = 10_000

/** Reads a request's JSON, at most 64 kB; throws a Refusal that names the fault of the body. */
export async function readJson(request: Request, patienceMs = PATIENCE_MS): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  // Also the guard against forms of other sites: a form cannot send this type, and fetch() must ask first (CORS).
  if (!/^application\/(json|[a-z.+-]+\+json)\s*(;|$)/i.test(type)) {
    throw new Refusal('media-type-unsupported', 'the header Content-Type must be application/json')
  }
  const bytes = await readBounded(request, patienceMs)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The parser's message quotes the text, which may hold keys; the sender can see the body and needs no position.
    const what = bytes.length === 0 ? 'is empty' : 'is not valid JSON in UTF-8'
    throw new Refusal('json-malformed', `the body ${what}`)
  }
}

/** Reads a body of at most 64 kB; throws a Refusal `body-…`. */
export async function readBounded(request: Request, patienceMs = PATIENCE_MS): Promise<Buffer> {
  if (request.bodyUsed) {
    throw new Refusal(
      'body-consumed',
      'the body was read before the request came to Belfry, and nothing of it was left',
    )
  }
  // The declared length counts only when it is too large.
  if (Number(request.headers.get('content-length') ?? 0) > LIMIT) throw tooLarge()
  const reader = request.body?.getReader()
  if (reader === undefined) return Buffer.alloc(0)
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(incomplete('did not arrive in time')), patienceMs)
  try {
    const chunks: Uint8Array[] = []
    let length = 0
    for (;;) {
      const { done, value } = await Promise.race([next(reader), late.promise])
      if (done) return Buffer.concat(chunks)
      length += value.length
      if (length > LIMIT) throw tooLarge()
      chunks.push(value)
    }
  } catch (error) {
    // The rest is not wanted; a broken stream has nothing to cancel.
    reader.cancel().catch(() => undefined)
    throw error
  } finally {
    clearTimeout(timer)
  }
}

// A client that leaves in the middle is no failure of this server, and the stream's own error helps nobody.
function next(reader: ReadableStreamDefaultReader<Uint8Array>) {
  return reader.read().catch(() => {
    throw incomplete('broke off')
  })
}

function incomplete(what: string): Refusal {
  return new Refusal('body-incomplete', `the body ${what}`)
}

function tooLarge(): Refusal {
  return new Refusal('body-too-large', 'the body is larger than 64 kB')
}
