import { Refusal } from '../refusals/refusal.ts'
import { readBounded } from './json-body.ts'

/** Reads the fields of a form, at most 64 kB; throws a Refusal that names the fault of the body. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    throw new Refusal('media-type-unsupported', 'the header Content-Type must be application/x-www-form-urlencoded')
  }
  return new URLSearchParams((await readBounded(request)).toString())
}

/** Refusals of a form's body. */
export const FORM_REFUSALS: readonly string[] = [
  'media-type-unsupported',
  'body-consumed',
  'body-too-large',
  'body-incomplete',
]
