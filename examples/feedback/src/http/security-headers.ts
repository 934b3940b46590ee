import { every } from 'hono/combine'
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/**
 * The policy of these pages: load from this origin, and nothing inline. Belfry needs `worker-src` for its service
 * worker and `connect-src` for its requests.
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

// Pages differ by language and by signed-in person. Public files set their own headers.
const cacheNothing: MiddlewareHandler = async (c, next) => {
  await next()
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
}
