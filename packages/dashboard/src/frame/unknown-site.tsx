import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { frameWords } from '../languages/frame.ts'
import { useWords } from '../languages/use-words.ts'
import { PageTitle } from '../pieces/page-title.tsx'
import { useGoToSite } from './use-go-to-site.ts'
import { useSites } from './use-sites.ts'

/** An address that names a site which is not there, or not the person's: those that are. */
export function UnknownSite({ site }: { site: string }): ReactNode {
  const t = useWords(frameWords)
  const go = useGoToSite()
  return (
    <>
      <PageTitle title={t('no-site', { site })} lead={t('no-site.lead')} />
      <Group gap="xs">
        {useSites()?.map(({ value, label }) => (
          <Button key={value} variant="default" onClick={() => go(value)}>
            {label}
          </Button>
        ))}
      </Group>
    </>
  )
}
