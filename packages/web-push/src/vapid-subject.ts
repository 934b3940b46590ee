import { isIP } from 'node:net'

/** Whether every push service accepts a subject, or what is wrong with it. */
export type SubjectCheck = { ok: true } | { ok: false; message: string }

/**
 * Checks the contact that a VAPID token names (RFC 8292 section 2.1): a `mailto:` or `https:` URL with a public host.
 * FCM and Mozilla take anything; Apple answers 403 BadJwtToken to a made-up domain such as `@localhost`
 * (web-push-libs/web-push#947), so that a bad one shows on iPhones only. Hence the check before anything is sent.
 *
 * @example
 * checkSubject('mailto:ops@example.com') // { ok: true }
 * checkSubject('mailto:root@localhost') // { ok: false, message: … }
 */
export function checkSubject(subject: string): SubjectCheck {
  // `URL` trims surrounding space, which the token would carry.
  const isText = typeof subject === 'string' && subject === subject.trim()
  const url = isText && URL.canParse(subject) ? new URL(subject) : undefined
  if (url?.protocol === 'https:') {
    return checkHost(url.hostname)
  }
  if (url?.protocol === 'mailto:') {
    const address = /^[^\s@,]+@([^\s@,]+)$/.exec(decodeAddress(url.pathname))
    return address === null
      ? {
          ok: false,
          message: 'the VAPID subject must hold one e-mail address: mailto:name@example.com',
        }
      : checkHost(address[1] as string)
  }
  return {
    ok: false,
    message: 'the VAPID subject must be a mailto: or https: URL (RFC 8292 section 2.1)',
  }
}

// `.test` (RFC 6761) is allowed: tests use it, and nobody's production does by mistake.
const NEVER_PUBLIC = /(^|\.)(localhost|local|internal|invalid|lan|home\.arpa)$/

function checkHost(host: string): SubjectCheck {
  const name = host.toLowerCase()
  const isPublicName = name.includes('.') && !name.endsWith('.') && isIP(name) === 0 && !NEVER_PUBLIC.test(name)
  return isPublicName
    ? { ok: true }
    : {
        ok: false,
        message: `the VAPID subject names "${host}", which is not a public domain; Apple refuses it`,
      }
}

function decodeAddress(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    // A stray % is no address; the pattern refuses the empty string.
    return ''
  }
}
