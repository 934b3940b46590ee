import type { HttpBindings } from '@hono/node-server'
import type { Site } from '../sites/site.ts'

/** What a request carries through the routes. The bindings are absent when an app calls `fetch` itself. */
export interface HttpEnv {
  Bindings: Partial<HttpBindings>
  Variables: {
    /** Set on /b/:site/…, and on /v1/… to the site of the API key. */
    site: Site
  }
}
