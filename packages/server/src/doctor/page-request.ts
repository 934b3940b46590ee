/** An answer as far as the doctor looks at it. */
export interface PageAnswer {
  status: number
  /** Where redirects led. */
  url: URL
  headers: Headers
  body: string
}

const PATIENCE_MS = 10_000
const BODY_MAX = 1024 * 1024
const MEANINGS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name does not exist',
  EAI_AGAIN: 'the name servers do not answer',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it hangs up',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself, which visitors’ browsers refuse',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is of an authority that this machine does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the ones between it and the authority',
  TimeoutError: `it does not answer within ${PATIENCE_MS / 1000} s`,
}

/** No answer; the message says why, for a person. */
export class PageAwayError extends Error {
  override name = 'PageAwayError'
}

/** Asks as a browser does; at most 1 MiB of a body. `redirects: 'manual'` is how browsers fetch a service worker. */
export async function requestPage(
  url: URL,
  headers: Record<string, string> = {},
  redirect: 'follow' | 'manual' = 'follow',
): Promise<PageAnswer> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const response = await fetch(url, { headers, redirect, signal })
    const body = await readText(response)
    return { status: response.status, url: new URL(response.url || url), headers: response.headers, body }
  } catch (error) {
    throw new PageAwayError(whyNot(error), { cause: error })
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > BODY_MAX) break
  }
  return text
}

function whyNot(error: unknown): string {
  // fetch nests the reason one or two causes deep.
  for (let each = error; each instanceof Error; each = each.cause) {
    const key = 'code' in each && typeof each.code === 'string' ? each.code : each.name
    const meaning = MEANINGS[key]
    if (meaning !== undefined) return `${meaning} (${key})`
  }
  return error instanceof Error ? error.message : String(error)
}
