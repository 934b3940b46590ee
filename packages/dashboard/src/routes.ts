import { frameRoute } from './frame/frame-route.ts'
import { rootRoute } from './frame/root-route.ts'
import { notificationRoutes } from './screens/notifications/routes.ts'
import { optInRoutes } from './screens/opt-in/routes.ts'
import { overviewRoutes } from './screens/overview/routes.ts'
import { settingsRoutes } from './screens/settings/routes.ts'
import { statisticsLinkRoutes } from './screens/statistics-link/routes.ts'
import { signInRoutes } from './screens/sign-in/routes.ts'
import { subscriberRoutes } from './screens/subscribers/routes.ts'
import { subscriptionRoutes } from './screens/subscriptions/routes.ts'
import { systemRoutes } from './screens/system/routes.ts'
import { topicRoutes } from './screens/topics/routes.ts'

/** Every screen: each folder of screens/ brings its own. */
export const routes = rootRoute.addChildren([
  frameRoute.addChildren([
    ...overviewRoutes,
    ...notificationRoutes,
    ...subscriberRoutes,
    ...subscriptionRoutes,
    ...topicRoutes,
    ...optInRoutes,
    ...settingsRoutes,
    ...systemRoutes,
  ]),
  ...signInRoutes,
  ...statisticsLinkRoutes,
])
