/**
 * A TypeError for an argument of the wrong type, with Node's own code. It names the argument, the expected type and the
 * actual one, never the value: that may be a key.
 */
export function wrongArgument(
  name: string,
  wanted: string,
  given: unknown,
  because = `it is ${kindOf(given)}`,
): TypeError & { code: string } {
  return Object.assign(new TypeError(`${name} must be ${wanted}; ${because}`), { code: 'ERR_INVALID_ARG_TYPE' })
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) {
    return String(value)
  }
  if (typeof value !== 'object') {
    return `a ${typeof value}`
  }
  const name: unknown = value.constructor?.name
  return typeof name === 'string' && name !== '' && name !== 'Object' ? `of type ${name}` : 'an object'
}
