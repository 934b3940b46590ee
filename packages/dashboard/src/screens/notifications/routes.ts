import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/frame-route.ts'

export const notificationRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/notifications',
    component: lazyRouteComponent(() => import('./list/notifications-screen.tsx'), 'NotificationsScreen'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/notifications/new',
    component: lazyRouteComponent(() => import('./compose/compose-screen.tsx'), 'ComposeScreen'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/notifications/$id',
    component: lazyRouteComponent(() => import('./one/notification-screen.tsx'), 'NotificationScreen'),
  }),
] as const
