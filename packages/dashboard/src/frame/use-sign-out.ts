import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answer, belfry } from '../api/belfry.ts'

/** Ends the session, and forgets what was read in it. */
export function useSignOut(): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { mutate } = useMutation({
    mutationFn: () => answer(belfry.POST('/dashboard/api/sign-out')),
    onSuccess: async () => {
      await navigate({ to: '/sign-in' })
      // But not what the way in is asking for already: nobody would ask again.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'sign-in' })
    },
  })
  return () => mutate()
}
