import type { BelfryModels } from '@belfry/client'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useSession } from '../../api/session.ts'
import { useView } from '../../frame/view.ts'
import { settingsWords } from '../../languages/settings.ts'
import { siteWords } from '../../languages/sites.ts'
import { useWords } from '../../languages/use-words.ts'
import { Failure } from '../../pieces/failure.tsx'
import { PageTitle } from '../../pieces/page-title.tsx'
import { Waiting } from '../../pieces/waiting.tsx'
import { ApiKeys } from './api-keys.tsx'
import { CapsForm } from './caps-form.tsx'
import { MessagesForm } from './messages-form.tsx'
import { NewSite } from './new-site.tsx'
import { SilenceForm } from './silence-form.tsx'
import { QuietHoursForm } from './quiet-hours-form.tsx'
import { SettingsTabs } from './settings-tabs.tsx'
import { SiteForm } from './site-form.tsx'
import { VapidKeys } from './vapid-keys.tsx'

export type Site = BelfryModels['Site']

/** The set-up of the site: its address and pages, its caps, its keys. */
export function SettingsScreen(): ReactNode {
  const t = useWords(settingsWords)
  const s = useWords(siteWords)
  const { ownsServer } = useSession()
  const { site: wanted } = useView()
  const [isMaking, setMaking] = useState(false)
  const sites = useQuery({
    queryKey: ['sites', wanted],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/sites', { signal })),
  })
  const known = sites.data?.sites
  const site = known?.find(({ id }) => id === (wanted ?? 'default')) ?? known?.[0]
  const lead =
    site &&
    (site.url === null
      ? t('lead.no-url', { name: site.name })
      : t('lead', { name: site.name, url: site.url, origins: site.origins.length }))
  return (
    <>
      <PageTitle
        title={t('title')}
        lead={lead}
        actions={
          ownsServer ? (
            <Button variant="default" onClick={() => setMaking(true)}>
              {s('new.open')}
            </Button>
          ) : undefined
        }
      />
      <SettingsTabs />
      {sites.error !== null && site === undefined && <Failure error={sites.error} retry={() => void sites.refetch()} />}
      {site === undefined && sites.error === null && <Waiting height="20rem" />}
      {site !== undefined && (
        <>
          <SiteForm key={`site ${site.id}`} site={site} />
          <CapsForm key={`caps ${site.id}`} site={site} />
          <QuietHoursForm key={`quiet ${site.id}`} site={site} />
          <SilenceForm key={`silence ${site.id}`} site={site} />
          <MessagesForm key={`messages ${site.id}`} site={site} />
        </>
      )}
      <VapidKeys />
      <ApiKeys />
      {isMaking && <NewSite onClose={() => setMaking(false)} />}
    </>
  )
}
