import { Button, Group, NativeSelect } from '@mantine/core'
import type { BelfryModels } from '@belfry/client'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { composeWords } from '../../../languages/compose.ts'
import { useFormats } from '../../../languages/use-formats.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { useAct } from '../../../pieces/use-act.ts'
import { useNow } from '../../../pieces/use-now.ts'
import { type Draft, notificationOf } from './draft.ts'
import { OwnBrowser } from './own-browser.tsx'
import { useOwnBrowser } from './use-own-browser.ts'

const NEWEST = 20

/** Sends a draft to one browser: this very one, or one of the newest. */
export function TestCard({ draft }: { draft: Draft }): ReactNode {
  const t = useWords(composeWords)
  const name = useBrowserName()
  const own = useOwnBrowser()
  const [chosen, setChosen] = useState<string>()
  const newest = useQuery({
    queryKey: ['subscriptions', 'newest'],
    queryFn: ({ signal }) => {
      const query = { status: 'active', limit: NEWEST } as const
      return answer(belfry.GET('/v1/subscriptions', { params: { query }, signal }))
    },
  })
  const others = newest.data?.subscriptions.filter(({ id }) => id !== own.id) ?? []
  const data = [
    ...(own.id === undefined ? [] : [{ value: own.id, label: t('own') }]),
    ...others.map((one) => ({ value: one.id, label: name(one) })),
  ]
  const to = data.find(({ value }) => value === chosen)?.value ?? data[0]?.value
  const sending = useAct({
    act: (subscription: string) =>
      answer(belfry.POST('/v1/notifications', { body: notificationOf(draft, { subscription }) })),
    done: t('test.sent.said'),
  })
  return (
    <Card title={t('test')} lead={t('test.lead')}>
      <OwnBrowser {...own} />
      {newest.data !== undefined && data.length === 0 && own.state !== 'open' && <p>{t('test.none')}</p>}
      {to !== undefined && (
        <Group align="flex-end" gap="sm">
          <NativeSelect
            label={t('test.to')}
            value={to}
            data={data}
            onChange={(event) => setChosen(event.currentTarget.value)}
            flex="1 1 14rem"
          />
          <Button
            variant="default"
            disabled={draft.title.trim() === ''}
            loading={sending.isPending}
            onClick={() => sending.mutate(to)}
          >
            {t('test.send')}
          </Button>
        </Group>
      )}
      {sending.error !== null && <Failure error={sending.error} />}
      {sending.data !== undefined && (
        <p>
          {t('test.sent')}{' '}
          <Link to="/notifications/$id" params={{ id: sending.data.id }}>
            {t('test.link')}
          </Link>
          .
        </p>
      )}
    </Card>
  )
}

function useBrowserName(): (subscription: BelfryModels['Subscription']) => string {
  const t = useWords(composeWords)
  const { relative } = useFormats()
  const now = useNow()
  return ({ subscriber, browser, lastSeenAt }) => {
    const what = [subscriber ?? t('test.anonymous'), browser.name, browser.os].filter(Boolean).join(', ')
    return t('test.newest', { what, when: relative(lastSeenAt, now) })
  }
}
