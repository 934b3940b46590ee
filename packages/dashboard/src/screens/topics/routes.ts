import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/frame-route.ts'

export const topicRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/topics',
    component: lazyRouteComponent(() => import('./topics-screen.tsx'), 'TopicsScreen'),
  }),
] as const
