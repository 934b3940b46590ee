/** RFC 9113 section 8.2.1 and RFC 9110 section 5.6.2: a name is a token, in lower case. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/
/** RFC 9110 section 5.5: no control characters but the tab, and one octet a character. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
/** RFC 9113 section 8.3.1: the characters of a percent-encoded path. */
const PATH = /^\/[\x21-\x7e]*$/
/** RFC 9113 section 8.2.2. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
])

/** Why a request's field cannot be sent, in Node's words; undefined when it can. The name is in lower case. */
export function fieldFault(name: string, value: string): string | undefined {
  if (!NAME.test(name)) {
    return 'ERR_INVALID_HTTP_TOKEN'
  }
  if (typeof value !== 'string' || !VALUE.test(value)) {
    return 'ERR_INVALID_CHAR'
  }
  return OF_THE_CONNECTION.has(name) ? 'ERR_HTTP2_INVALID_CONNECTION_HEADERS' : undefined
}

/** The same for a path. */
export function pathFault(path: string): string | undefined {
  return PATH.test(path) ? undefined : 'ERR_UNESCAPED_CHARACTERS'
}

/** Whether a response may have this field (RFC 9113 section 8.2): a field that may not be sent is malformed. */
export function isValidField(name: string, value: string): boolean {
  return NAME.test(name) && !FORBIDDEN_IN_VALUE.test(value) && (name === 'host' || !OF_THE_CONNECTION.has(name))
}

const FORBIDDEN_IN_VALUE = /[\0\r\n]/
