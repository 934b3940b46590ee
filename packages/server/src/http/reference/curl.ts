import type { DescribedOperation } from '../api-description.ts'

/** The curl command for an operation. */
export function curlOf(method: string, path: string, operation: DescribedOperation): string {
  const { security, requestBody, parameters = [] } = operation
  const needed = parameters.filter(({ in: place, required }) => place === 'query' && required)
  const query = needed.map(({ name }) => `${name}=…`).join('&')
  const example = requestBody?.content['application/json']?.example
  const verb = method === 'get' ? '' : `-X ${method.toUpperCase()} `
  const lines = [
    `curl ${verb}"$BELFRY${path}${query && `?${query}`}"`,
    ...(security.length > 0 ? [`-H "Authorization: Bearer $BELFRY_API_KEY"`] : []),
    // A page's own requests are taken from pages only.
    ...(path.startsWith('/b/') && method !== 'get' ? [`-H 'Origin: https://example.com'`] : []),
    ...(requestBody ? [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(example ?? {})}'`] : []),
  ]
  return lines.join(' \\\n     ')
}
