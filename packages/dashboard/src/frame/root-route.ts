import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext } from '@tanstack/react-router'
import { NotFound } from './not-found.tsx'

/** What routes load into. */
export interface RouteContext {
  queries: QueryClient
}

export const rootRoute = createRootRouteWithContext<RouteContext>()({ notFoundComponent: NotFound })
