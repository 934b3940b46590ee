import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../frame/root-route.ts'
import { readView } from '../../frame/view.ts'

export const statisticsLinkRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/shared',
    validateSearch: readView,
    component: lazyRouteComponent(() => import('./statistics-link-screen.tsx'), 'StatisticsLinkScreen'),
  }),
] as const
