import { createRoute } from '@tanstack/react-router'
import { frameRoute } from '../../frame/frame-route.ts'
import { rangeAt } from '../../frame/use-range.ts'
import { loadDrawing } from '../../pieces/time-chart.tsx'
import { OverviewScreen } from './overview-screen.tsx'
import { prefetchStatistics, statisticsAsked } from './use-statistics.ts'

export const overviewRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/',
    // It is the first screen of most visits: a part of its own would be waited for before anything is asked.
    component: OverviewScreen,
    loaderDeps: ({ search }) => search,
    // Asked while the session still is, and not waited for. Who is not signed in is told so by each.
    loader: ({ context: { queries }, deps }) => {
      prefetchStatistics(queries, statisticsAsked(deps, rangeAt(deps, new Date())), deps.site)
      loadDrawing().catch(() => undefined) // its chart finds out by itself
    },
  }),
] as const
