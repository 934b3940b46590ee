import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { notificationWords } from '../../languages/notifications.ts'
import { useWords } from '../../languages/use-words.ts'
import { type Level, StatusWord } from '../../pieces/status-word.tsx'

export type State = BelfryModels['Notification']['state']

const LEVELS: Readonly<Record<State, Level>> = {
  planning: 'neutral',
  sending: 'neutral',
  paused: 'warning',
  cancelled: 'bad',
  done: 'good',
}

export const STATES = Object.keys(LEVELS) as State[]

/** Whether nothing changes any more. */
export function hasEnded(state: State): boolean {
  return state === 'done' || state === 'cancelled'
}

export function StateWord({ state }: { state: State }): ReactNode {
  const t = useWords(notificationWords)
  return <StatusWord level={LEVELS[state]}>{t(`state.${state}`)}</StatusWord>
}
