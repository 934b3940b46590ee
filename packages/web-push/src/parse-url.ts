/**
 * `new URL`, with Node's error on every runtime: Deno's has no code and quotes the text in its message.
 *
 * @throws TypeError, "Invalid URL", with `code` ERR_INVALID_URL and the text as `input`
 */
export function parseUrl(input: string): URL {
  if (URL.canParse(input)) {
    return new URL(input)
  }
  throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input })
}
