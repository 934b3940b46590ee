import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/frame-route.ts'

export const subscriberRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/subscribers',
    component: lazyRouteComponent(() => import('./subscribers-screen.tsx'), 'SubscribersScreen'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/subscribers/$id',
    component: lazyRouteComponent(() => import('./subscriber-screen.tsx'), 'SubscriberScreen'),
  }),
] as const
