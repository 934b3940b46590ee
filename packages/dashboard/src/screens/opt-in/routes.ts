import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/frame-route.ts'

export const optInRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/opt-in',
    component: lazyRouteComponent(() => import('./opt-in-screen.tsx'), 'OptInScreen'),
  }),
] as const
