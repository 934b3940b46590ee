import { every } from 'hono/combine'
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/**
 * What the browser may do on these pages: load from this origin, and nothing inline. `worker-src`
 * and `connect-src` are what Belfry needs: its service worker, and its requests.
 */
export function securityHeaders(site: URL): MiddlewareHandler {
  return every(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      // Not no-referrer: with it browsers send `Origin: null` with our own forms.
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: site.protocol === 'https:' ? 'max-age=31536000' : false,
      permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [] },
    }),
    cacheNothing,
  )
}

// Pages differ by language and by who is signed in. Public files say otherwise themselves.
const cacheNothing: MiddlewareHandler = async (c, next) => {
  await next()
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
}
