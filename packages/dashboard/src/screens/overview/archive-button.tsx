import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { annotationWords } from '../../languages/annotations.ts'
import { useWords } from '../../languages/use-words.ts'
import { download } from '../../pieces/download.ts'
import { useAct } from '../../pieces/use-act.ts'
import { useStatisticsQuery } from './use-statistics.ts'

/** Hands over the numbers of everything in the view, as CSV files in one archive. */
export function ArchiveButton(): ReactNode {
  const t = useWords(annotationWords)
  const { when, device, topic } = useStatisticsQuery()
  const fetchIt = useAct({
    act: () =>
      answer<unknown>(
        belfry.GET('/v1/stats/archive.zip', { params: { query: { ...when, ...device, topic } }, parseAs: 'blob' }),
      ),
    done: t('archive'),
    onDone: (archive) => download(`statistics-${when.from}-${when.to}.zip`, archive as Blob),
  })
  return (
    <Button size="xs" variant="default" loading={fetchIt.isPending} onClick={() => fetchIt.mutate()}>
      {t('archive')}
    </Button>
  )
}
