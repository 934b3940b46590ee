import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { frameWords } from '../languages/frame.ts'
import { useWords } from '../languages/use-words.ts'
import { useGoToSite } from './use-go-to-site.ts'
import { useSites } from './use-sites.ts'
import { useView } from './view.ts'

/** Which site the screens are about; nothing where there is only one. */
export function SiteSwitcher(): ReactNode {
  const t = useWords(frameWords)
  const { site } = useView()
  const go = useGoToSite()
  const sites = useSites() ?? []
  const isUnknown = site !== undefined && !sites.some(({ value }) => value === site)
  // An address may name what the list does not have: it is shown all the same.
  const shown = isUnknown && sites.length > 0 ? [{ value: site, label: site }, ...sites] : sites
  if (shown.length < 2) return null
  return (
    <NativeSelect
      aria-label={t('site')}
      size="sm"
      value={site ?? shown[0]?.value}
      data={shown}
      onChange={(event) => go(event.currentTarget.value)}
    />
  )
}
