import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSession } from '../api/session.ts'
import { frameWords } from '../languages/frame.ts'
import { useWords } from '../languages/use-words.ts'
import { sitesQuery } from './sites-query.ts'
import { useGoToSite } from './use-go-to-site.ts'
import { useView } from './view.ts'

/** Which site the screens are about; nothing where there is only one. */
export function SiteSwitcher(): ReactNode {
  const t = useWords(frameWords)
  const { site } = useView()
  const go = useGoToSite()
  const sites = useSites()
  if (sites.length < 2) return null
  return (
    <NativeSelect
      aria-label={t('site')}
      size="sm"
      value={site ?? sites[0]?.value}
      data={[...sites]}
      onChange={(event) => go(event.currentTarget.value)}
    />
  )
}

function useSites(): readonly { value: string; label: string }[] {
  const { operator } = useSession()
  const { data } = useQuery(sitesQuery)
  const sites = data?.sites.filter(({ id }) => operator.sites?.includes(id) ?? true) ?? []
  return sites.map(({ id, name }) => ({ value: id, label: name || id }))
}
