import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/frame-route.ts'

export const subscriptionRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/subscriptions',
    component: lazyRouteComponent(() => import('./subscriptions-screen.tsx'), 'SubscriptionsScreen'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/subscriptions/$id',
    component: lazyRouteComponent(() => import('./subscription-screen.tsx'), 'SubscriptionScreen'),
  }),
] as const
