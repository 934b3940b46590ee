import { createRoute, retainSearchParams } from '@tanstack/react-router'
import { sessionQuery } from '../api/session.ts'
import { Frame } from './frame.tsx'
import { rootRoute } from './root-route.ts'
import { ScreenFailure } from './screen-failure.tsx'
import { DEFAULT_SITE, sitesQuery } from './sites-query.ts'
import { KEPT, readView } from './view.ts'

/** What is around the screens of who is signed in; each of them is a route in it. */
export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  component: Frame,
  errorComponent: ScreenFailure,
  validateSearch: readView,
  // Nothing is drawn before it is known who looks: a fallback, once shown, stays for 300 ms (React throttles them).
  loader: async ({ context: { queries } }) => {
    void queries.prefetchQuery(sitesQuery(DEFAULT_SITE))
    await queries.ensureQueryData(sessionQuery)
  },
  search: { middlewares: [retainSearchParams([...KEPT])] },
})
