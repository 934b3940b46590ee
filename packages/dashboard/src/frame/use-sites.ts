import { useQuery } from '@tanstack/react-query'
import { useSession } from '../api/session.ts'
import { DEFAULT_SITE, sitesQuery } from './sites-query.ts'

/** The sites that the person may see; undefined while they are on their way. */
export function useSites(): readonly { value: string; label: string }[] | undefined {
  const { operator } = useSession()
  const { data } = useQuery(sitesQuery(operator.sites?.[0] ?? DEFAULT_SITE))
  const named = data?.sites.map(({ id, name }) => ({ value: id, label: name || id }))
  // The server lists one site only to who may see some; the session has them all.
  return operator.sites?.map((id) => named?.find(({ value }) => value === id) ?? { value: id, label: id }) ?? named
}
