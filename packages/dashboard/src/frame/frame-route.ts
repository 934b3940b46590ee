import { createRoute, retainSearchParams } from '@tanstack/react-router'
import { Frame } from './frame.tsx'
import { rootRoute } from './root-route.ts'
import { ScreenFailure } from './screen-failure.tsx'
import { KEPT, readView } from './view.ts'

/** What is around the screens of who is signed in; each of them is a route in it. */
export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  component: Frame,
  errorComponent: ScreenFailure,
  validateSearch: readView,
  search: { middlewares: [retainSearchParams([...KEPT])] },
})
