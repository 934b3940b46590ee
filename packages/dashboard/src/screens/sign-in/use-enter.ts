import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

/** Goes to the overview as whoever has just signed in: nothing of before is kept. */
export function useEnter(): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return () => {
    queries.clear()
    void navigate({ to: '/', replace: true })
  }
}
