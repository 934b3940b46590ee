import { useQueryClient } from '@tanstack/react-query'
import { useSetView } from './view.ts'

/** Makes the screens be about another site. */
export function useGoToSite(): (site: string) => void {
  const queries = useQueryClient()
  const setView = useSetView()
  return (site) => {
    // Answers are kept by what was asked, not by the site: what another one said is no answer.
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'sites' })
    setView({ site, topic: undefined, q: undefined })
  }
}
