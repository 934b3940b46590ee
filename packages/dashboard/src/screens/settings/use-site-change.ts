import type { BelfryPaths } from '@belfry/client'
import type { UseMutationResult } from '@tanstack/react-query'
import { answer, belfry } from '../../api/belfry.ts'
import { settingsWords } from '../../languages/settings.ts'
import { useWords } from '../../languages/use-words.ts'
import { useAct } from '../../pieces/use-act.ts'
import type { Site } from './settings-screen.tsx'

/** Without `declared`: nothing is freed here. */
export type SiteChange = Omit<
  BelfryPaths['/v1/sites/{id}']['patch']['requestBody']['content']['application/json'],
  'declared'
>

/** Changes a site, says so, and reads it again. */
export function useSiteChange({ id }: Site): UseMutationResult<Site, Error, SiteChange> {
  const t = useWords(settingsWords)
  return useAct<Site, SiteChange>({
    act: (body) => answer(belfry.PATCH('/v1/sites/{id}', { params: { path: { id } }, body })),
    done: t('saved'),
    invalidates: [['sites']],
  })
}
