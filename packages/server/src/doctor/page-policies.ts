import type { PageAnswer } from './page-request.ts'
import { readMarkup } from './read-html.ts'

/** All content security policies of a page: each of them has to allow what it does. */
export function policiesOf({ headers, body }: Pick<PageAnswer, 'headers' | 'body'>): string[] {
  return [...headerPolicies(headers), ...readMarkup(body).policies]
}

/** Several headers are joined with commas, which no directive of a policy has in it. */
export function headerPolicies(headers: Headers): string[] {
  return (headers.get('content-security-policy') ?? '').split(',').filter((policy) => policy.trim() !== '')
}
