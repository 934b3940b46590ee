import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { isRefused } from './api/belfry.ts'
import { SCHEME_KEY } from './frame/scheme.ts'
import { LanguageProvider } from './languages/language.tsx'
import { SaidProvider } from './pieces/said.tsx'
import { makeRouter } from './router.ts'
import { theme, variables } from './theme.ts'

const schemes = localStorageColorSchemeManager({ key: SCHEME_KEY })

/** The dashboard: what every screen stands in. */
export function App({ nonce }: { nonce: string }): ReactNode {
  const [{ router, queries }] = useState(makeParts)
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <SaidProvider>
            <RouterProvider router={router} />
          </SaidProvider>
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}

function makeParts() {
  const queries = makeQueries(() => void router.navigate({ to: '/sign-in' }))
  const router = makeRouter(queries)
  return { router, queries }
}

// A session may end while somebody looks at a screen: what it shows then is not theirs any more.
function makeQueries(signIn: () => void): QueryClient {
  const queries = new QueryClient({
    queryCache: new QueryCache({
      onError(error) {
        if (!isRefused(error, 'session-missing')) return
        signIn()
        // But not what the way in is waiting for: nobody would ask for it again.
        queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'sign-in' })
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5000,
        // What Belfry refuses it refuses again; it is asked again when it did not answer, or broke.
        retry: (count, error) => count < 2 && (isRefused(error, 'unreachable') || isRefused(error, 503)),
      },
    },
  })
  return queries
}
