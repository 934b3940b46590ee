/** A response's headers as one string each, without HTTP/2's pseudo-headers. */
export function plainHeaders(
  headers: Readonly<Record<string, string | string[] | number | undefined>>,
): Record<string, string> {
  const plain: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined && !name.startsWith(':')) {
      plain[name] = Array.isArray(value) ? value.join(', ') : String(value)
    }
  }
  return plain
}
